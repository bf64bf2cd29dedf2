import { matching } from '../../../testing/test-probe.ts';
import { OFFLINE, type TestBrowser } from '../test-browser.ts';
import { claimsOf, headerOf, keys, type Probes } from '../test-observe.ts';

const idTokenOf = async (browser: TestBrowser, params = {}) => (await browser.tokens({ nonce: 'n-1', ...params })).id_token;

const ORDER = 'nickname name picture updated_at email email_verified iss sub aud iat exp sid nonce';

export const probes: Probes = {
  'auth0/id-token/subject': {
    on: matching(/^auth0\|[0-9a-f]{24}$/),
    off: matching(/^\d{21}$/),
    observe: async (browser) => claimsOf(await idTokenOf(browser)).sub,
  },
  'auth0/id-token/profile-claims': {
    on: [
      'ana@example.com',
      'ana',
      matching(/^\d{4}-\d\d-\d\dT/),
      matching(
        /^https:\/\/s\.gravatar\.com\/avatar\/[0-9a-f]{32}\?s=480&r=pg&d=https%3A%2F%2Fcdn\.auth0\.com%2Favatars%2Fan\.png$/,
      ),
    ],
    off: [undefined, undefined, undefined, undefined],
    observe: async (browser) => {
      const { name, nickname, updated_at, picture } = claimsOf(await idTokenOf(browser));
      return [name, nickname, updated_at, picture];
    },
  },
  'auth0/id-token/sid': {
    on: [matching(/^[\w-]{32}$/), undefined],
    off: [undefined, undefined],
    observe: async (browser) => {
      const { id_token } = (await (await browser.password()).json()) as Record<string, string>;
      return [claimsOf(await idTokenOf(browser)).sid, claimsOf(id_token).sid];
    },
  },
  'auth0/id-token/auth-time': {
    on: [undefined, 'number', 'number'],
    off: [undefined, undefined, 'number'],
    observe: async (browser) => {
      const timeOf = async (params: object) => claimsOf(await idTokenOf(browser, params)).auth_time;
      const plain = await timeOf({});
      const [login, age] = [await timeOf({ prompt: 'login' }), await timeOf({ max_age: '3600' })];
      return [plain, login && typeof login, age && typeof age];
    },
  },
  'auth0/id-token/refreshed-without-nonce': {
    on: [true, false],
    off: [true, true],
    observe: async (browser) => {
      const { refresh_token, id_token } = await browser.tokens({ ...OFFLINE, nonce: 'n-1' });
      const again = (await (await browser.refresh(refresh_token)).json()) as Record<string, string>;
      return ['nonce' in claimsOf(id_token), 'nonce' in claimsOf(again.id_token)];
    },
  },
  'auth0/id-token/custom-claims': {
    on: ['gold', undefined, undefined, 'ana'],
    off: [undefined, undefined, undefined, 'ana'],
    observe: async (browser) => {
      const idTokenClaims = {
        'https://shop.example/plan': 'gold',
        roles: ['admin'],
        'https://x.auth0.com/a': 1,
        nickname: 'boss',
      };
      await browser.register({ action: { idTokenClaims } });
      const claims = claimsOf(await idTokenOf(browser));
      return [claims['https://shop.example/plan'], claims.roles, claims['https://x.auth0.com/a'], claims.nickname];
    },
  },
  'auth0/id-token/member-order': {
    on: ORDER,
    off: matching(/^(?!nickname)/),
    observe: async (browser) => keys(claimsOf(await idTokenOf(browser))),
  },
  'auth0/id-token/key-id': {
    on: [{ alg: 'RS256', typ: 'JWT', kid: matching(/^[\w-]{21}$/) }, true],
    off: [{ alg: 'RS256', kid: matching(/^[0-9a-f]{40}$/) }, false],
    observe: async (browser) => {
      const header = headerOf(await idTokenOf(browser));
      const { keys: published } = (await (await browser.send('/.well-known/jwks.json')).json()) as { keys: { kid: string }[] };
      return [header, published.some(({ kid }) => kid === header.kid)];
    },
  },
  'auth0/id-token/hs256': {
    on: 'HS256',
    off: 'RS256',
    observe: async (browser) => {
      await browser.register({ idTokenAlg: 'HS256' });
      return headerOf(await idTokenOf(browser)).alg;
    },
  },
};
