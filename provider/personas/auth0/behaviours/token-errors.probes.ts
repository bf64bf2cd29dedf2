import { containing } from '../../../testing/test-probe.ts';
import { CALLBACK, CHALLENGE, type TestBrowser, VERIFIER } from '../test-browser.ts';
import { type Probes, told } from '../test-observe.ts';

const OTHERS = 'auth0/token/other-errors';
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
const GRANT = '400 invalid_grant: grant request is invalid';

const _json = async (browser: TestBrowser, form: object): Promise<Response> =>
  browser.send('/oauth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) });

export const probes: Probes = {
  'auth0/token/client-error': {
    on: ['401 access_denied: Unauthorized', '401 access_denied: Unauthorized'],
    off: ['400 invalid_client: Invalid request', containing('403 invalid_grant')],
    plain: {
      without: [OTHERS, 'auth0/token/code-error', 'auth0/refresh/invalid'],
      answer: ['401 invalid_client: client authentication failed', '401 invalid_client: client authentication failed'],
    },
    observe: async (browser) => {
      const wrong = await told(await browser.machine({ client_secret: 'wrong' }));
      return [wrong, await told(await browser.token({ grant_type: 'authorization_code', client_id: 'nobody', code: 'x' }))];
    },
  },
  'auth0/token/verifier-missing': {
    on: "400 invalid_request: Parameter 'code_verifier' is required",
    off: '403 invalid_grant: Failed to verify code verifier',
    plain: { without: ['auth0/token/verifier-wrong', 'auth0/token/code-error', OTHERS], answer: GRANT },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(PKCE))),
  },
  'auth0/token/verifier-wrong': {
    on: '403 invalid_grant: Failed to verify code verifier',
    off: '403 invalid_grant: Invalid authorization code',
    plain: { without: ['auth0/token/code-error', OTHERS], answer: GRANT },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(PKCE), { code_verifier: `${VERIFIER}x` })),
  },
  'auth0/token/redirect-uri-error': {
    on: `403 invalid_grant: The redirect URI is wrong. You sent ${CALLBACK}/, and we expected ${CALLBACK}`,
    off: '403 invalid_grant: Invalid authorization code',
    plain: { without: ['auth0/token/code-error', OTHERS], answer: GRANT },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: `${CALLBACK}/` })),
  },
  'auth0/token/code-error': {
    on: ['403 invalid_grant: Invalid authorization code', '403 invalid_grant: Invalid authorization code'],
    off: ['403 invalid_grant: Invalid grant', '403 invalid_grant: Invalid grant'],
    plain: { without: [OTHERS], answer: [GRANT, GRANT] },
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.redeem(callback);
      const unknown = await browser.token({ grant_type: 'authorization_code', code: 'x', redirect_uri: CALLBACK });
      return [await told(await browser.redeem(callback)), await told(unknown)];
    },
  },
  'auth0/refresh/invalid': {
    on: '403 invalid_grant: Unknown or invalid refresh token.',
    off: '403 invalid_grant: Invalid grant',
    plain: { without: [OTHERS], answer: GRANT },
    observe: async (browser) => told(await browser.refresh('x')),
  },
  'auth0/token/wrong-password': {
    on: ['403 invalid_grant: Wrong email or password.', '403 invalid_grant: Wrong email or password.'],
    off: ['403 invalid_grant: Invalid grant', '403 invalid_grant: Invalid grant'],
    plain: {
      without: [OTHERS],
      answer: ['400 invalid_grant: the password is wrong', '400 invalid_grant: the password is wrong'],
    },
    observe: async (browser) => [
      await told(await browser.password({ password: 'wrong' })),
      await told(await browser.password({ username: 'nobody@example.com' })),
    ],
  },
  'auth0/token/other-errors': {
    on: '400 invalid_request: Missing required parameter: grant_type',
    off: "400 invalid_request: missing required parameter 'grant_type'",
    observe: async (browser) => told(await browser.token({})),
  },
  'auth0/token/code-reuse-spares-tokens': {
    on: 200,
    off: 401,
    observe: async (browser) => {
      const callback = await browser.signIn();
      const { access_token } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
      await browser.redeem(callback);
      return (await browser.userinfo(access_token)).status;
    },
  },
};
