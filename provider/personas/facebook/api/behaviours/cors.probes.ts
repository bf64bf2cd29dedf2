import type { Probes } from '../test-observe.ts';

const ASKS = {
  origin: 'http://localhost:3000',
  'access-control-request-method': 'GET',
  'access-control-request-headers': 'authorization',
};
const readersOf = ({ status, headers }: Response): readonly (string | number | null)[] => [
  status,
  headers.get('access-control-allow-origin'),
];

export const probes: Probes = {
  'facebook/cors/preflight': {
    on: [200, '*', 'authorization'],
    off: [400, '*', null],
    observe: async (browser) => {
      const reply = await browser.send('/v19.0/me', { method: 'OPTIONS', headers: ASKS });
      return [...readersOf(reply), reply.headers.get('access-control-allow-headers')];
    },
  },
  'facebook/cors/readable': {
    on: [302, '*'],
    off: [302, null],
    observe: async (browser) => {
      const { access_token: token = '' } = await browser.tokens();
      return readersOf(await browser.send(`/me/picture?${new URLSearchParams({ access_token: token })}`));
    },
  },
};
