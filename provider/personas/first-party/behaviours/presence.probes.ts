import { PASSWORD } from '../test-browser.ts';
import { jsonOf, type Probes, told } from '../test-observe.ts';

const ANA = { email: 'ana@example.com', password: PASSWORD };

export const probes: Probes = {
  'first-party/presence/values': {
    on: ['422 invalid_fields', '200'],
    off: ['200', '200'],
    observe: async (browser) => {
      const set = async (status: unknown) => told(await browser.json('PUT', '/presence', { status, ...ANA }));
      return [await set(3), await set(2)];
    },
  },
  'first-party/presence/fresh-credentials': {
    on: ['401 fresh_credentials_required', '200', '200'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      const token = await browser.token();
      const without = await told(await browser.json('PUT', '/presence', { status: 1 }, token));
      const reply = await browser.json('PUT', '/presence', { status: 1, ...ANA });
      const { token: fresh } = await jsonOf(reply.clone());
      const busy = await browser.json('PATCH', '/presence', { status: 2 }, { authorization: `Token ${fresh}` });
      return [without, await told(reply), await told(busy)];
    },
  },
  'first-party/presence/offline-ends-session': {
    on: ['200', '401 token_ended'],
    off: ['200', '200'],
    observe: async (browser) => {
      const { token } = await jsonOf(await browser.json('PUT', '/presence', { status: 1, ...ANA }));
      const headers = { authorization: `Token ${token}` };
      return [await told(await browser.json('PUT', '/presence', { status: 0 }, headers)), await told(await browser.me(headers))];
    },
  },
};
