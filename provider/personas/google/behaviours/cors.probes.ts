import { driveToken, type Probes } from '../test-observe.ts';

const ORIGIN = 'http://localhost:3000';
const ASKS = { origin: ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
const headersOf = ({ headers }: Response): readonly (string | null)[] =>
  ['origin', 'credentials', 'headers', 'methods'].map((name) => headers.get(`access-control-allow-${name}`));

export const probes: Probes = {
  'google/cors/preflight': {
    on: [
      [200, ORIGIN, null, 'authorization', 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'],
      [200, '*', null, null, 'GET, HEAD'],
    ],
    off: [
      [404, null, null, null, null],
      [404, null, null, null, null],
    ],
    observe: (browser) => {
      const asked = ['/token', '/.well-known/openid-configuration'].map(async (path) => {
        const reply = await browser.send(path, { method: 'OPTIONS', headers: ASKS });
        return [reply.status, ...headersOf(reply)];
      });
      return Promise.all(asked);
    },
  },
  'google/cors/readable': {
    on: [
      [200, ORIGIN, 'true'],
      [400, ORIGIN, null],
    ],
    off: [
      [200, null, null],
      [400, null, null],
    ],
    observe: async (browser) => {
      const drive = await browser.api('/drive/v3/files', await driveToken(browser), { headers: { origin: ORIGIN } });
      const token = await browser.send('/token', { method: 'POST', headers: { origin: ORIGIN } });
      return [drive, token].map((reply) => [reply.status, ...headersOf(reply).slice(0, 2)]);
    },
  },
};
