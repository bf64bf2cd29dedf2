import { containing, matching } from '../../../testing/test-probe.ts';
import { type Probes, seen } from '../test-observe.ts';

const PLAIN_UNKNOWN = '400 Error 400: invalid_client';
const LATER = 'auth0/authorize/engine-errors';

export const probes: Probes = {
  'auth0/authorize/unknown-client': {
    on: '403 invalid_request: Unknown client: nobody',
    off: '403 invalid_request: Callback URL mismatch. http://127.0.0.1:3000/callback is not in the list of allowed callback URLs',
    plain: { without: ['auth0/authorize/callback-mismatch', LATER], answer: PLAIN_UNKNOWN },
    observe: async (browser) => seen(await browser.authorize({ client_id: 'nobody' })),
  },
  'auth0/authorize/callback-mismatch': {
    on: '403 invalid_request: Callback URL mismatch. http://127.0.0.1:3000/callback/ is not in the list of allowed callback URLs',
    off: '400 invalid_request: Invalid request parameters',
    plain: { without: [LATER], answer: '400 Error 400: invalid_redirect_uri' },
    observe: async (browser) => seen(await browser.authorize({ redirect_uri: 'http://127.0.0.1:3000/callback/' })),
  },
  'auth0/authorize/missing-response-type': {
    on: 'invalid_request: Missing required parameter: response type',
    off: 'invalid_request: Invalid request parameters',
    plain: { without: [LATER], answer: "invalid_request: missing required parameter 'response_type'" },
    observe: async (browser) => seen(await browser.settle(await browser.authorize({ response_type: '' }))),
  },
  'auth0/authorize/third-party-parameters': {
    on: "invalid_request: Parameter 'screen_hint' is not allowed for this client.",
    off: containing('/u/signup'),
    observe: async (browser) => {
      await browser.register({ thirdParty: true });
      return seen(await browser.authorize({ screen_hint: 'signup' }));
    },
  },
  'auth0/authorize/unsupported-response-type': {
    on: 'unsupported_response_type: Unsupported response type: nonsense',
    off: 'invalid_request: Invalid request parameters',
    plain: { without: [LATER], answer: 'unsupported_response_type: unsupported response_type requested' },
    observe: async (browser) => seen(await browser.settle(await browser.authorize({ response_type: 'nonsense' }))),
  },
  'auth0/authorize/grant-not-enabled': {
    on: "unauthorized_client: Grant type 'implicit' not allowed for the client.",
    off: containing('/u/login'),
    observe: async (browser) => {
      await browser.register({ grantTypes: ['authorization_code'] });
      return seen(await browser.authorize({ response_type: 'token' }));
    },
  },
  'auth0/authorize/unknown-connection': {
    on: 'invalid_request: the connection was not found',
    off: containing('/u/login'),
    observe: async (browser) => seen(await browser.authorize({ connection: 'nowhere' })),
  },
  'auth0/authorize/missing-nonce': {
    on: 'invalid_request: Missing required parameter: nonce',
    off: 'invalid_request: Invalid request parameters',
    plain: { without: [LATER], answer: "invalid_request: missing required parameter 'nonce'" },
    observe: async (browser) => seen(await browser.settle(await browser.authorize({ response_type: 'id_token' }))),
  },
  'auth0/authorize/engine-errors': {
    on: 'invalid_request: Invalid request parameters',
    off: matching(/^invalid_request: .*code_challenge/),
    observe: async (browser) =>
      seen(await browser.settle(await browser.authorize({ code_challenge: 'x', code_challenge_method: 'S256' }))),
  },
  'auth0/authorize/error-page-redirect': {
    on: 'http://127.0.0.1:3000/oops client_id lang error error_description tracking',
    off: 'none',
    setting: 'http://127.0.0.1:3000/oops',
    observe: async (browser) => {
      const location = (await browser.authorize({ redirect_uri: 'http://127.0.0.1:9/' })).headers.get('location');
      if (location === null) return 'none';
      const url = new URL(location);
      return `${url.origin}${url.pathname} ${[...url.searchParams.keys()].join(' ')}`;
    },
  },
};
