import { containing, matching } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import { bodyOf, type Probes, told } from '../test-observe.ts';

const fail = (browser: TestBrowser): Promise<Response> => browser.login({ password: 'wrong' });

/** Failed attempts, each answered at once. */
const failOften = async (browser: TestBrowser, times: number): Promise<void> => {
  await browser.world.settings.change({ 'first-party/login/slower-each-time': false });
  for (let i = 0; i < times; i += 1) await fail(browser);
};

export const probes: Probes = {
  'first-party/login/any-password': {
    on: containing('"authenticated":true'),
    off: containing('"authenticated":false'),
    observe: async (browser) => bodyOf(await browser.login()),
  },
  'first-party/login/lockout': {
    on: ['429', matching(/^(?:900|8\d\d)$/), '429', '200'],
    off: ['200', null, '200', '200'],
    observe: async (browser) => {
      await failOften(browser, 10);
      const reply = await fail(browser);
      const right = await told(await browser.login());
      await browser.world.clock.age('15m');
      return [await told(reply), reply.headers.get('retry-after'), right, await told(await browser.login())];
    },
  },
  'first-party/login/slower-each-time': {
    on: ['', '125 ms', '250 ms'],
    off: ['', '', ''],
    observe: async (browser) => {
      const waits: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        await fail(browser);
        waits.push(/\d+ ms/.exec(await browser.why())?.[0] ?? '');
      }
      return waits;
    },
  },
  'first-party/login/failure-status': {
    on: '200 {"authenticated":false,"message":"Username or password is incorrect"}',
    off: '401 {"authenticated":false,"message":"Unauthorized"}',
    observe: async (browser) => bodyOf(await fail(browser)),
  },
  'first-party/login/boolean-reply': {
    on: ['200 {"authenticated":true,"message":"You have been logged in successfully"}', '200'],
    off: ['204 ', '200'],
    observe: async (browser) => [await bodyOf(await browser.login()), await told(await browser.me())],
  },
  'first-party/login/get-refused': {
    on: ['405 {"message":"GET request not allowed!"}', 'POST'],
    off: [matching(/^405 \{"message":"GET is not allowed at [^"]*"\}$/), 'POST'],
    observe: async (browser) => {
      const reply = await browser.json('GET', '/login');
      return [await bodyOf(reply), reply.headers.get('allow')];
    },
  },
  'first-party/login/new-session-id': {
    on: [false, '401 invalid_credentials'],
    off: [true, '200'],
    observe: async (browser) => {
      const cookie = { cookie: 'sid=known-to-somebody-else' };
      const reply = await browser.lab.fetch(`${browser.base}/login`, {
        method: 'POST',
        headers: { ...cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ana@example.com', password: 'x' }),
      });
      const isKept = reply.headers.get('set-cookie')?.includes('known-to-somebody-else');
      return [isKept, await told(await browser.me(cookie))];
    },
  },
  'first-party/session/web-root': {
    on: 'Signed in as Ana Alvarez (ana@example.com).',
    off: 'Nobody is signed in.',
    observe: async (browser) => {
      await browser.login();
      return /data-testid="notice">([^<]*)</.exec(await (await browser.json('GET', '/')).text())?.[1];
    },
  },
};
