import { matching } from '../../../testing/test-probe.ts';
import { bodyOf, type Probes } from '../test-observe.ts';

const headersOf = (reply: Response, names: readonly string[]) => names.map((name) => reply.headers.get(name));

const cookieNames = (reply: Response): string =>
  reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split('=')[0])
    .join(' ');

export const probes: Probes = {
  'auth0/token/headers': {
    on: [
      ['application/json', 'no-store', 'no-cache'],
      ['application/json', 'private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform', 'no-cache'],
    ],
    off: [
      ['application/json; charset=utf-8', 'no-store', null],
      ['application/json; charset=utf-8', 'no-store', null],
    ],
    observe: async (browser) => {
      const names = ['content-type', 'cache-control', 'pragma'];
      const [right, wrong] = [await browser.redeem(await browser.signIn()), await browser.refresh('x')];
      return [headersOf(right, names), headersOf(wrong, names)];
    },
  },
  'auth0/reply/request-id': {
    on: [matching(/^[0-9a-f]{20}$/), 'nosniff', 'max-age=31536000'],
    off: [null, null, null],
    observe: async (browser) =>
      headersOf(await browser.refresh('x'), ['x-auth0-requestid', 'x-content-type-options', 'strict-transport-security']),
  },
  'auth0/reply/device-cookies': {
    on: 'did did_compat',
    off: '',
    observe: async (browser) => cookieNames(await browser.authorize()),
  },
  'auth0/reply/compat-cookie': {
    on: 'auth0 auth0_compat',
    off: 'auth0',
    observe: async (browser) =>
      cookieNames(await browser.press(await browser.settle(await browser.authorize()), { account: 'ana' })),
  },
  'auth0/reply/not-found': {
    on: '404 Not Found',
    off: matching(/^404 \{"error":"invalid_request"/),
    observe: async (browser) => bodyOf(await browser.send('/.well-known/nothing')),
  },
};
