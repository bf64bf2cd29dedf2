import { matching } from '../../../testing/test-probe.ts';
import { API, CALLBACK, CHALLENGE, CLIENT_ID, OFFLINE, SECRET, type TestBrowser } from '../test-browser.ts';
import { claimsOf, keys, type Probes, told } from '../test-observe.ts';

const OTHERS = 'auth0/token/other-errors';
const _PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
const _GRANT = '400 invalid_grant: grant request is invalid';

const json = async (browser: TestBrowser, form: object): Promise<Response> =>
  browser.send('/oauth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) });

export const probes: Probes = {
  'auth0/token/json-body': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const code = (await browser.signIn()).searchParams.get('code');
      const client = { client_id: CLIENT_ID, client_secret: SECRET };
      return (await json(browser, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...client })).status;
    },
  },
  'auth0/refresh/scopes-beyond-the-grant': {
    on: ['200', 'openid'],
    off: ['403 invalid_grant: Unknown or invalid refresh token.', undefined],
    plain: {
      without: ['auth0/refresh/invalid', OTHERS],
      answer: ['400 invalid_scope: refresh token missing requested scope', 'write:everything'],
    },
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      const reply = await browser.refresh(refresh_token, { scope: 'openid write:everything' });
      const { scope } = (await reply.clone().json()) as Record<string, string>;
      return [await told(reply), scope];
    },
  },
  'auth0/token/password-scope': {
    on: 'openid profile email address phone',
    off: 'openid',
    observe: async (browser) => ((await (await browser.password({ scope: 'openid' })).json()) as Record<string, string>).scope,
  },
  'auth0/token/grant-not-enabled': {
    on: "403 unauthorized_client: Grant type 'client_credentials' not allowed for the client.",
    off: '200',
    observe: async (browser) => {
      await browser.register({ grantTypes: ['authorization_code'] });
      return told(await browser.machine());
    },
  },
  'auth0/token/direct-grants': {
    on: ['access_token expires_in token_type', '200', '200'],
    off: ['error error_description', matching(/^400/), matching(/^400/)],
    observe: async (browser) => {
      const machine = keys((await (await browser.machine()).json()) as object);
      const realm = { grant_type: 'http://auth0.com/oauth/grant-type/password-realm', realm: 'Username-Password-Authentication' };
      return [machine, await told(await browser.password()), await told(await browser.password(realm))];
    },
  },
  'auth0/token/code-length': {
    on: 45,
    off: 43,
    observe: async (browser) => (await browser.signIn()).searchParams.get('code')?.length,
  },
  'auth0/token/refresh-token-form': {
    on: matching(/^v1\.M[\w-]{62}$/),
    off: matching(/^[\w-]{43}$/),
    observe: async (browser) => (await browser.tokens(OFFLINE)).refresh_token,
  },
  'auth0/refresh/not-repeated': {
    on: 'access_token id_token scope expires_in token_type',
    off: 'access_token refresh_token id_token scope expires_in token_type',
    observe: async (browser) =>
      keys((await (await browser.refresh((await browser.tokens(OFFLINE)).refresh_token)).json()) as object),
  },
  'auth0/token/offline-access-in-scope': {
    on: 'openid profile email offline_access',
    off: 'openid profile email',
    observe: async (browser) => (await browser.tokens(OFFLINE)).scope,
  },
  'auth0/token/scope-when-different': {
    on: [false, true],
    off: [true, true],
    setting: 'when-different',
    observe: async (browser) => {
      const [all, fewer] = [await browser.tokens(), await browser.tokens({ scope: 'openid nonsense' })];
      return ['scope' in all, 'scope' in fewer];
    },
  },
  'auth0/token/member-order': {
    on: 'access_token refresh_token id_token scope expires_in token_type',
    off: 'access_token expires_in id_token refresh_token scope token_type',
    observe: async (browser) => keys(await browser.tokens(OFFLINE)),
  },
  'auth0/token/lifetimes': {
    on: [86_400, 36_000, '7200', 86_400, 600],
    off: [3600, 3600, '3600', 3600, 3600],
    observe: async (browser) => {
      const { expires_in, id_token } = await browser.tokens();
      const { iat, exp } = claimsOf(id_token);
      const { hash } = await browser.signIn({ response_type: 'token' });
      const machine = (await (await browser.machine()).json()) as Record<string, number>;
      await browser.register({ apis: [{ identifier: API, lifetimeSeconds: 600 }] });
      const short = (await (await browser.machine()).json()) as Record<string, number>;
      return [
        expires_in,
        Number(exp) - Number(iat),
        new URLSearchParams(hash.slice(1)).get('expires_in'),
        machine.expires_in,
        short.expires_in,
      ];
    },
  },
};
