import { containing } from '../../../testing/test-probe.ts';
import { bodyOf, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/token/headers': {
    on: ['no-cache, no-store, max-age=0, must-revalidate', 'scaffolding on HTTPServer2', null],
    off: ['no-store', null, containing('Basic realm="')],
    observe: async (browser) => {
      const { headers } = await browser.refresh('x', { client_secret: 'wrong' });
      return ['cache-control', 'server', 'www-authenticate'].map((name) => headers.get(name));
    },
  },
  'google/identity/headers': {
    on: 'application/json; charset=UTF-8',
    off: 'application/json; charset=utf-8',
    observe: async (browser) =>
      (await browser.api('/v1/userinfo', (await browser.tokens()).access_token)).headers.get('content-type'),
  },
  'google/token/pretty-body': {
    on: '400 {\n  "error": "invalid_grant",\n  "error_description": "Bad Request"\n}',
    off: '400 {"error":"invalid_grant","error_description":"Bad Request"}',
    observe: async (browser) => bodyOf(await browser.refresh('x')),
  },
  'google/routes/html-404': {
    on: 'text/html; charset=UTF-8',
    off: 'application/json; charset=utf-8',
    observe: async (browser) => (await browser.send('/token')).headers.get('content-type'),
  },
};
