import type { BehaviourId } from '../../model/index.ts';
import { containing } from '../../testing/test-probe.ts';
import { APP_ID, CALLBACK, jwtTexts, SECRET, type TestBrowser } from './test-browser.ts';
import { bodyOf, CHALLENGE, expiresIn, fragmentOf, idClaims, type Probe, told, VERIFIER } from './test-observe.ts';

const BUSINESS = { configurations: { c1: { permissions: ['pages_show_list'], token: 'system-user' } } } as const;
const OPENID = { scope: 'openid email' };
const DAY = 86_400;

const keys = (value: object): string => Object.keys(value).join(' ');

const exchanged = async (browser: TestBrowser): Promise<Response> => {
  const { access_token: token = '' } = await browser.tokens();
  return browser.token({ grant_type: 'fb_exchange_token', fb_exchange_token: token });
};

const clientCode = async (browser: TestBrowser): Promise<Response> => {
  const { access_token: token = '' } = await browser.tokens();
  const query = { access_token: token, client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK };
  return browser.send(`/oauth/client_code?${new URLSearchParams(query)}`);
};

const shortLifetime = async (browser: TestBrowser): Promise<number> =>
  Number(fragmentOf(await browser.signIn({ response_type: 'token' })).get('expires_in'));

/** One probe for each behaviour of the token endpoint, the ID token and the documents. */
export const TOKEN_PROBES: Readonly<Record<BehaviourId, Probe>> = {
  'facebook/token/query-parameters': {
    on: 200,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/grant-type-optional': {
    on: 200,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/verifier-for-secret': {
    on: 200,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      return (await browser.redeem(callback, { client_secret: '', code_verifier: VERIFIER })).status;
    },
  },
  'facebook/token/client-code-without-secret': {
    on: 200,
    observe: async (browser) => {
      const { code } = (await (await clientCode(browser)).json()) as { code: string };
      return (await browser.token({ code, client_secret: '', redirect_uri: CALLBACK })).status;
    },
  },
  'facebook/token/app-token': {
    on: true,
    observe: async (browser) => {
      const reply = await browser.token({ grant_type: 'client_credentials' });
      return new RegExp(`^200 {"access_token":"${APP_ID}\\|[\\w-]{27}","token_type":"bearer"}$`).test(await bodyOf(reply));
    },
  },
  'facebook/token/long-lived-exchange': { on: 200, observe: async (browser) => (await exchanged(browser)).status },
  'facebook/token/client-code': {
    on: containing('200 {"code":"AQ'),
    observe: async (browser) => bodyOf(await clientCode(browser)),
  },
  'facebook/token/unknown-app': {
    on: '400 101: Error validating application. Invalid application ID.',
    observe: async (browser) => told(await browser.token({ client_id: '1', code: 'x', redirect_uri: CALLBACK })),
  },
  'facebook/token/secret-or-verifier': {
    on: '400 1: Error validating client secret.',
    observe: async (browser) => {
      await browser.world.facebook.register({ clientId: '3', redirectUris: [CALLBACK], kind: 'mobile' });
      return told(await browser.redeem(await browser.signIn({ client_id: '3' }), { client_id: '3', client_secret: '' }));
    },
  },
  'facebook/token/no-refresh': {
    on: "400 100: Invalid grant_type: 'refresh_token'. Supported types: authorization_code, client_credentials",
    observe: async (browser) => told(await browser.token({ grant_type: 'refresh_token', refresh_token: 'x' })),
  },
  'facebook/token/grant-types': {
    on: "400 100: Invalid grant_type: '123abcauthorization_code'. Supported types: authorization_code, client_credentials",
    observe: async (browser) => told(await browser.token({ grant_type: '123abcauthorization_code' })),
  },
  'facebook/token/redirect-uri-missing': {
    on: '400 191: Missing redirect_uri parameter.',
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: '' })),
  },
  'facebook/token/redirect-uri-relative': {
    on: "400 191: redirect_uri isn't an absolute URI. Check RFC 3986.",
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: '/callback' })),
  },
  'facebook/token/redirect-uri-foreign': {
    on: containing("400 191: Can't load URL: The domain of this URL isn't included in the app's domains."),
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: 'https://other.example/' })),
  },
  'facebook/token/wrong-secret': {
    on: '400 1: Error validating client secret.',
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { client_secret: 'wrong' })),
  },
  'facebook/token/code-malformed': {
    on: '400 100: Invalid verification code format.',
    observe: async (browser) => {
      await browser.world.settings.change({ 'facebook/token/other-errors': false });
      return told(await browser.token({ code: 'nonsense', redirect_uri: CALLBACK }));
    },
  },
  'facebook/token/code-used': {
    on: '400 100/36009: This authorization code has been used.',
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.redeem(callback);
      return told(await browser.redeem(callback));
    },
  },
  'facebook/token/code-expired': {
    on: '400 100/36007: This authorization code has expired.',
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.world.clock.age('11m');
      return told(await browser.redeem(callback));
    },
  },
  'facebook/token/redirect-uri-other': {
    on: '400 100/36008: Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: `${CALLBACK}/` })),
  },
  'facebook/token/wrong-verifier': {
    on: '400 100: Invalid code verifier.',
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      return told(await browser.redeem(callback, { code_verifier: `${VERIFIER}x` }));
    },
  },
  'facebook/token/other-errors': {
    on: '400 100: Invalid verification code format.',
    observe: async (browser) => told(await browser.token({ code: `AQ${'x'.repeat(298)}`, redirect_uri: CALLBACK })),
  },
  'facebook/token/bearer-in-lower-case': {
    on: 'bearer',
    observe: async (browser) => (await browser.tokens()).token_type,
  },
  'facebook/token/no-scope': { on: false, observe: async (browser) => 'scope' in (await browser.tokens()) },
  'facebook/token/endless-is-silent': {
    on: 'access_token token_type',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      return keys(await browser.tokens({ config_id: 'c1', scope: '' }));
    },
  },
  'facebook/token/member-order': {
    on: 'access_token id_token token_type expires_in',
    observe: async (browser) => keys(await browser.tokens(OPENID)),
  },
  'facebook/token/form-before-2-3': {
    on: true,
    observe: async (browser) => {
      const reply = await browser.redeem(await browser.signIn(), {}, '/v2.2/oauth/access_token');
      return /^200 access_token=EAA\w+&expires=\d+$/.test(await bodyOf(reply));
    },
  },
  'facebook/token/formats': {
    on: [true, true],
    observe: async (browser) => {
      const callback = await browser.signIn();
      const { access_token: token } = (await (await browser.redeem(callback)).json()) as { access_token: string };
      return [/^AQ[\w-]{298}$/.test(callback.searchParams.get('code') ?? ''), /^EAA[A-Za-z0-9]{177}ZDZD$/.test(token)];
    },
  },
  'facebook/token/short-lived': {
    on: true,
    observe: async (browser) => (await shortLifetime(browser)) > 3600,
  },
  'facebook/token/code-flow-lifetime': {
    on: 60,
    observe: async (browser) => Math.ceil((await expiresIn(await browser.redeem(await browser.signIn()))) / DAY),
  },
  'facebook/token/long-lived': { on: 60 * DAY, observe: async (browser) => expiresIn(await exchanged(browser)) },
  'facebook/token/code-lifetime': {
    on: 200,
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.world.clock.age('9m');
      return (await browser.redeem(callback)).status;
    },
  },
  'facebook/token/reused-code-ends-nothing': {
    on: 200,
    observe: async (browser) => {
      const callback = await browser.signIn();
      const { access_token: token } = (await (await browser.redeem(callback)).json()) as { access_token: string };
      await browser.redeem(callback);
      return (await browser.send(`/me?access_token=${token}`)).status;
    },
  },
  'facebook/business/endless-token': {
    on: undefined,
    observe: async (browser) => {
      await browser.register(BUSINESS);
      return (await browser.tokens({ config_id: 'c1', scope: '' })).expires_in;
    },
  },
  'facebook/sign-in/auth-nonce': {
    on: 'an-1',
    observe: async (browser) => {
      const { access_token: token = '' } = await browser.tokens({ auth_type: 'reauthenticate', auth_nonce: 'an-1' });
      const query = new URLSearchParams({ client_id: APP_ID, access_token: token });
      return ((await (await browser.send(`/oauth/access_token_info?${query}`)).json()) as { auth_nonce?: string }).auth_nonce;
    },
  },
  'facebook/id-token/header': {
    on: 'alg typ kid',
    observe: async (browser) => keys(JSON.parse(jwtTexts((await browser.tokens(OPENID)).id_token)[0] ?? '{}')),
  },
  'facebook/id-token/app-scoped-subject': {
    on: true,
    observe: async (browser) => /^1\d{16}$/.test(String((await idClaims(browser)).sub)),
  },
  'facebook/id-token/nonce-always': { on: '', observe: async (browser) => (await idClaims(browser)).nonce },
  'facebook/id-token/profile': {
    on: ['ana@example.com', 'Ana', 'Alvarez', 'Ana Alvarez', 'platform-lookaside.fbsbx.com'],
    observe: async (browser) => {
      const { email, given_name: given, family_name: family, name, picture } = await idClaims(browser);
      return [email, given, family, name, URL.canParse(String(picture)) && new URL(String(picture)).host];
    },
  },
  'facebook/id-token/jti': {
    on: true,
    observe: async (browser) => /^\w{4}\.[0-9a-f]{64}$/.test(String((await idClaims(browser)).jti)),
  },
  'facebook/id-token/order': {
    on: 'iss aud sub iat exp jti nonce email given_name family_name name picture',
    observe: async (browser) => keys(await idClaims(browser, { nonce: 'n-1' })),
  },
  'facebook/routes/not-found': {
    on: ['404 <!DOCTYPE html>', '400 100: Unsupported delete request.'],
    observe: async (browser) => {
      const page = await bodyOf(await browser.send('/dialog/oauth/confirm'));
      const refusal = await told(await browser.send('/oauth/access_token', { method: 'DELETE' }));
      return [page.slice(0, 19), refusal.slice(0, 36)];
    },
  },
  'facebook/documents/discovery': {
    on: containing('200 {\n   "issuer": "http'),
    observe: async (browser) => bodyOf(await browser.send('/.well-known/openid-configuration/')),
  },
  'facebook/documents/jwks': {
    on: 'kid kty alg use n e',
    observe: async (browser) => {
      const { keys: published } = (await (await browser.send('/.well-known/oauth/openid/jwks/')).json()) as { keys: object[] };
      return keys(published[0] ?? {});
    },
  },
  'facebook/documents/certificates': {
    on: true,
    observe: async (browser) =>
      (await bodyOf(await browser.send('/.well-known/oauth/openid/certs/'))).includes('-----BEGIN CERTIFICATE-----'),
  },
};
