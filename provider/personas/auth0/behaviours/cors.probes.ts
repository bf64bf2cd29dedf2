import type { TestBrowser } from '../test-browser.ts';
import type { Probes } from '../test-observe.ts';

const ORIGIN = 'http://127.0.0.1:3000';

const preflight = async (browser: TestBrowser, path: string, method: string) => {
  const headers = { origin: ORIGIN, 'access-control-request-method': method, 'access-control-request-headers': 'auth0-client' };
  const reply = await browser.send(path, { method: 'OPTIONS', headers });
  return [reply.headers.get('access-control-allow-origin'), reply.headers.get('access-control-allow-headers')];
};

export const probes: Probes = {
  'auth0/cors/preflight': {
    on: [
      [ORIGIN, 'auth0-client'],
      ['*', 'auth0-client'],
    ],
    off: [
      [ORIGIN, null],
      ['*', null],
    ],
    observe: async (browser) => [await preflight(browser, '/oauth/token', 'POST'), await preflight(browser, '/userinfo', 'GET')],
  },
  'auth0/cors/reply': {
    on: [ORIGIN, '*', 'false'],
    off: [null, null, null],
    observe: async (browser) => {
      const token = await browser.post('/oauth/token', {}, { origin: ORIGIN });
      const userinfo = await browser.send('/userinfo', { headers: { origin: ORIGIN } });
      const name = 'access-control-allow-origin';
      return [token.headers.get(name), userinfo.headers.get(name), userinfo.headers.get('access-control-allow-credentials')];
    },
  },
};
