import { containing, matching } from '../../../testing/test-probe.ts';
import { CALLBACK } from '../test-browser.ts';
import { type Probes, refused, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/disallowed-user-agent': {
    on: '403 disallowed_useragent: Shop\'s request does not comply with Google\'s "Use secure browsers" policy.',
    off: '200 page',
    observe: refused(
      {},
      { 'user-agent': 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36' },
    ),
  },
  'google/authorize/missing-parameter': {
    on: '400 invalid_request: Missing required parameter: scope',
    off: '200 page',
    observe: refused({ scope: '' }),
  },
  'google/authorize/redirect-uri-malformed': {
    on: [
      '400 invalid_request: Invalid parameter value for redirect_uri: Missing scheme: //mysite.example/cb',
      '400 invalid_request: Custom schemes cannot have authority: com.x.app://home',
      '400 invalid_request: Invalid parameter value for redirect_uri: Fragment not allowed: http://localhost:8080/#/auth',
    ],
    off: [
      containing('400 redirect_uri_mismatch: '),
      "400 invalid_request: Custom scheme URIs are not allowed for 'WEB' client type.",
      containing('400 redirect_uri_mismatch: '),
    ],
    observe: async (browser) => {
      const uris = ['//mysite.example/cb', 'com.x.app://home', 'http://localhost:8080/#/auth'];
      return Promise.all(uris.map((redirect_uri) => refused({ redirect_uri })(browser)));
    },
  },
  'google/authorize/unknown-client': {
    on: '401 invalid_client: The OAuth client was not found.',
    off: '400 page',
    observe: refused({ client_id: 'nobody' }),
  },
  'google/authorize/custom-scheme-of-web-client': {
    on: "400 invalid_request: Custom scheme URIs are not allowed for 'WEB' client type.",
    off: containing('400 redirect_uri_mismatch: '),
    observe: refused({ redirect_uri: 'com.x.app:/home' }),
  },
  'google/authorize/oob-removed': {
    on: containing('400 invalid_request: The out-of-band (OOB) flow has been blocked'),
    off: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: '400 page' },
    observe: refused({ redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }),
  },
  'google/authorize/private-address': {
    on: '400 invalid_request: device_id and device_name are required for private IP: http://192.168.1.10:3000/callback',
    off: '400 invalid_request: Invalid parameter value for redirect_uri: Raw IP addresses not allowed: http://192.168.1.10:3000/callback',
    plain: {
      without: [
        'google/authorize/redirect-uri-not-public',
        'google/authorize/redirect-uri-mismatch',
        'google/authorize/insecure-redirect',
        'google/authorize/error-page',
      ],
      answer: '400 page',
    },
    observe: refused({ redirect_uri: 'http://192.168.1.10:3000/callback' }),
  },
  'google/authorize/redirect-uri-not-public': {
    on: [
      '400 invalid_request: Invalid parameter value for redirect_uri: Raw IP addresses not allowed: http://0.0.0.0:8080/google/callback',
      '400 invalid_request: Invalid parameter value for redirect_uri: Non-public domains not allowed: http://shop.loc/cb',
    ],
    off: ['400 redirect_uri_mismatch', '400 redirect_uri_mismatch'],
    plain: {
      without: ['google/authorize/insecure-redirect', 'google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'],
      answer: ['400 page', '400 page'],
    },
    observe: async (browser) => {
      const said = ['http://0.0.0.0:8080/google/callback', 'http://shop.loc/cb'].map((uri) =>
        refused({ redirect_uri: uri })(browser),
      );
      return (await Promise.all(said)).map((text) => text.replace(/: You can't sign in .*/, ''));
    },
  },
  'google/authorize/reserved-redirect-parameter': {
    on: '400 invalid_request: Invalid redirect_uri contains reserved response param state',
    off: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: '400 page' },
    observe: refused({ redirect_uri: `${CALLBACK}?state=mine` }),
  },
  'google/authorize/redirect-uri-mismatch': {
    on: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    off: '400 invalid_redirect_uri: Invalid redirect_uri: http://127.0.0.1:3000/callback/',
    plain: { without: ['google/authorize/error-page'], answer: '400 page' },
    observe: refused({ redirect_uri: `${CALLBACK}/` }),
  },
  'google/authorize/unknown-scope': {
    on: '400 invalid_scope: Some requested scopes were invalid. {valid=[openid], invalid=[https://x.example/no]}',
    off: '200 page',
    observe: refused({ scope: 'openid https://x.example/no' }),
  },
  'google/authorize/unknown-prompt': {
    on: '400 invalid_request: Invalid parameter value for prompt: Invalid prompt: create',
    off: '400 invalid_request: Invalid prompt: create',
    plain: {
      without: ['google/authorize/error-page'],
      answer: matching(/^302 .*\/callback\?error=invalid_request&.*error_description=unsupported\+prompt\+value\+requested/),
    },
    observe: refused({ prompt: 'create' }),
  },
  'google/authorize/error-page': {
    on: '400 invalid_request: Invalid code_challenge_method: S512',
    off: matching(/^302 .*\/callback\?error=invalid_request&.*description=not\+supported\+value\+of\+code_challenge_method$/),
    observe: refused({ code_challenge: VERIFIER, code_challenge_method: 'S512' }),
  },
};
