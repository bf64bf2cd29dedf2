import { matching } from '../../../testing/test-probe.ts';
import { jwtTexts } from '../test-browser.ts';
import { idClaims, keys, OPENID, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/id-token/header': {
    on: 'alg typ kid',
    off: 'alg kid',
    observe: async (browser) => keys(JSON.parse(jwtTexts((await browser.tokens(OPENID)).id_token)[0] ?? '{}')),
  },
  'facebook/id-token/app-scoped-subject': {
    on: matching(/^1\d{16}$/),
    off: '104857600000000000001',
    observe: async (browser) => (await idClaims(browser)).sub,
  },
  'facebook/id-token/nonce-always': { on: '', off: undefined, observe: async (browser) => (await idClaims(browser)).nonce },
  'facebook/id-token/profile': {
    on: ['ana@example.com', 'Ana', 'Alvarez', 'Ana Alvarez', 'platform-lookaside.fbsbx.com'],
    off: [undefined, undefined, undefined, undefined, false],
    observe: async (browser) => {
      const { email, given_name: given, family_name: family, name, picture } = await idClaims(browser);
      return [email, given, family, name, URL.canParse(String(picture)) && new URL(String(picture)).host];
    },
  },
  'facebook/id-token/jti': {
    on: matching(/^\w{4}\.[0-9a-f]{64}$/),
    off: undefined,
    observe: async (browser) => (await idClaims(browser)).jti,
  },
  'facebook/id-token/order': {
    on: 'iss aud sub iat exp jti nonce email given_name family_name name picture',
    off: 'sub nonce aud exp iat iss email name given_name family_name picture jti',
    observe: async (browser) => keys(await idClaims(browser, { nonce: 'n-1' })),
  },
};
