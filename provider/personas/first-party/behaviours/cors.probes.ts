import type { Probes } from '../test-observe.ts';

const ORIGIN = { origin: 'http://127.0.0.1:3000' };

export const probes: Probes = {
  'first-party/cors/preflight': {
    on: [204, '*', 'authorization'],
    off: [404, '*', null],
    observe: async (browser) => {
      const asks = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
      const { status, headers } = await browser.json('OPTIONS', '/users/me', undefined, { ...ORIGIN, ...asks });
      return [status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')];
    },
  },
  'first-party/cors/reply': {
    on: '*',
    off: null,
    observe: async (browser) => (await browser.me(ORIGIN)).headers.get('access-control-allow-origin'),
  },
};
