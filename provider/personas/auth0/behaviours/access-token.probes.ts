import { matching } from '../../../testing/test-probe.ts';
import { API } from '../test-browser.ts';
import { claimsOf, headerOf, keys, type Probes } from '../test-observe.ts';

const FOR_API = { audience: API, scope: 'openid read:orders' };

export const probes: Probes = {
  'auth0/access-token/rfc9068-dialect': {
    on: ['at+jwt', 'iss sub aud iat exp jti client_id scope'],
    off: ['JWT', 'iss sub aud iat exp azp scope'],
    observe: async (browser) => {
      await browser.register({ apis: [{ identifier: API, dialect: 'rfc9068_profile' }] });
      const { access_token } = await browser.tokens(FOR_API);
      return [headerOf(access_token).typ, keys(claimsOf(access_token))];
    },
  },
  'auth0/access-token/jwt-for-apis': {
    on: [{ alg: 'RS256', typ: 'JWT', kid: matching(/^[\w-]{21}$/) }, 'iss sub aud iat exp azp scope', 2],
    off: [{}, '', undefined],
    observe: async (browser) => {
      const { access_token = '' } = await browser.tokens(FOR_API);
      if (access_token.split('.').length !== 3) return [{}, '', undefined];
      const claims = claimsOf(access_token);
      return [headerOf(access_token), keys(claims), (claims.aud as string[]).length];
    },
  },
  'auth0/access-token/jwe-without-audience': {
    on: [5, '', { alg: 'dir', enc: 'A256GCM', iss: matching(/\/auth0\/$/) }],
    off: [1, undefined, {}],
    observe: async (browser) => {
      const { access_token = '' } = await browser.tokens();
      const parts = access_token.split('.');
      return [parts.length, parts[1], parts.length === 5 ? headerOf(access_token) : {}];
    },
  },
  'auth0/access-token/opaque-form': {
    on: 32,
    off: 43,
    observe: async (browser) => ((await (await browser.password()).json()) as Record<string, string>).access_token?.length,
  },
};
