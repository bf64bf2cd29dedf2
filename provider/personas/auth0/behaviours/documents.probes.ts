import { keys, type Probes } from '../test-observe.ts';

const at = '/.well-known/';

export const probes: Probes = {
  'auth0/documents/discovery': {
    on: [true, 'issuer authorization_endpoint token_endpoint', true],
    off: [true, 'authorization_endpoint claims_supported code_challenge_methods_supported', true],
    observe: async (browser) => {
      const text = await (await browser.send(`${at}openid-configuration`)).text();
      const document = JSON.parse(text) as { issuer: string };
      const same = text === (await (await browser.send(`${at}oauth-authorization-server`)).text());
      return [document.issuer.endsWith('/'), keys(document).split(' ').slice(0, 3).join(' '), same];
    },
  },
  'auth0/documents/jwks': {
    on: ['kty use n e kid x5t x5c alg', 2],
    off: ['kid kty alg use e n', 2],
    observe: async (browser) => {
      const { keys: published } = (await (await browser.send(`${at}jwks.json`)).json()) as { keys: object[] };
      return [keys(published[0] ?? {}), published.length];
    },
  },
};
