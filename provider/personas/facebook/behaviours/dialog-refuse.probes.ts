import { containing } from '../../../testing/test-probe.ts';
import { CALLBACK } from '../test-browser.ts';
import { BUSINESS, LOGIN_PAGE, opened, type Probes, TOKEN } from '../test-observe.ts';

const WEB_VIEW = 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36';

export const probes: Probes = {
  'facebook/dialog/unknown-app': {
    on: '400 Invalid App ID: Invalid App ID: The provided app ID does not look like a valid app ID.',
    off: '400 Error 400: invalid_client: client is invalid',
    observe: opened({ client_id: '1' }),
  },
  'facebook/dialog/redirect-uri-required': {
    on: '400 Error: The parameter redirect_uri is required',
    off: '400 Error code 1349168: URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.',
    plain: {
      without: ['facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_request: missing required parameter 'redirect_uri'",
    },
    observe: opened({ redirect_uri: '' }),
  },
  'facebook/dialog/embedded-browser': {
    on: '400 Login disabled: For your account security, logging in to Facebook from an embedded browser is disabled.',
    off: LOGIN_PAGE,
    observe: opened({ display: 'touch' }, {}, { 'user-agent': WEB_VIEW }),
  },
  'facebook/dialog/web-login-off': {
    on: containing('400 Error code 1349168: URL Blocked: This redirect failed'),
    off: LOGIN_PAGE,
    observe: opened({}, { webLogin: false }),
  },
  'facebook/dialog/https-only': {
    on: containing("400 Error code 1349187: Insecure Login Blocked: You can't get an access token"),
    off: LOGIN_PAGE,
    observe: opened({ redirect_uri: 'http://shop.example/callback' }, { redirectUris: ['http://shop.example/callback'] }),
  },
  'facebook/dialog/foreign-domain': {
    on: containing("400 Error code 1349048: Can't Load URL: The domain of this URL isn't included"),
    off: '400 Error code 1349168: URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.',
    plain: {
      without: ['facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: 'https://other.example/callback' }),
  },
  'facebook/dialog/redirect-blocked': {
    on: containing('400 Error code 1349168: URL Blocked: This redirect failed'),
    off: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    plain: {
      without: ['facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: `${CALLBACK}/` }),
  },
  'facebook/dialog/invalid-scopes': {
    on: containing('400 Invalid Scopes: Invalid Scopes: pages_fly, pages_swim.'),
    off: LOGIN_PAGE,
    observe: opened({ scope: 'email,pages_fly,pages_swim' }),
  },
  'facebook/dialog/unapproved-permissions': {
    on: containing(`302 ${CALLBACK}?error_code=1349186&error_message=Feature+Unavailable`),
    off: LOGIN_PAGE,
    observe: opened({ scope: 'user_posts' }, { hiddenScopes: ['user_posts'] }),
  },
  'facebook/business/code-only': {
    on: containing('400 Sorry, something went wrong.'),
    off: LOGIN_PAGE,
    observe: opened({ config_id: 'c1', ...TOKEN }, BUSINESS),
  },
  'facebook/dialog/other-errors': {
    on: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    off: '302 https://shop.example/callback?error=unsupported_response_type&error_description=unsupported+response_type+requested&state=st%2F1#_=_',
    observe: opened({ response_type: 'nonsense' }),
  },
  'facebook/dialog/language': {
    on: containing(`302 ${CALLBACK}?error_code=1349186&error_message=Funktion+nicht+verf`),
    off: '302 https://shop.example/callback?error_code=1349186&error_message=Feature+Unavailable%3A+This+app+asks+for+permissions+that+it+was+not+approved+for.&state=st%2F1#_=_',
    observe: opened({ scope: 'user_posts', locale: 'de_DE' }, { hiddenScopes: ['user_posts'] }),
  },
};
