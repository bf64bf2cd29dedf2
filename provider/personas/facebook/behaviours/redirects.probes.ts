import { containing } from '../../../testing/test-probe.ts';
import { APP_ID, CALLBACK, SUCCESS } from '../test-browser.ts';
import { LOGIN_PAGE, opened, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/redirect/state-in-query': {
    on: LOGIN_PAGE,
    off: '400 Error code 1349168: URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.',
    plain: {
      without: ['facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: `${CALLBACK}?state=mine` }),
  },
  'facebook/redirect/localhost-in-development': {
    on: LOGIN_PAGE,
    off: "400 Error code 1349048: Can't Load URL: The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and subdomains of your app to the App Domains field in your app settings.",
    plain: {
      without: ['facebook/dialog/foreign-domain', 'facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: 'http://localhost:8080/callback' }, { status: 'testing' }),
  },
  'facebook/redirect/every-port-counts': {
    on: containing('400 Error code 1349187'),
    off: LOGIN_PAGE,
    observe: opened(
      { redirect_uri: 'http://127.0.0.1:2000/callback' },
      { kind: 'desktop', redirectUris: ['http://127.0.0.1:1000/callback'] },
    ),
  },
  'facebook/redirect/login-success-page': {
    on: LOGIN_PAGE,
    off: "400 Error code 1349048: Can't Load URL: The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and subdomains of your app to the App Domains field in your app settings.",
    plain: {
      without: ['facebook/dialog/foreign-domain', 'facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: SUCCESS }),
  },
  'facebook/redirect/app-scheme': {
    on: LOGIN_PAGE,
    off: '400 Error code 1349168: URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.',
    plain: {
      without: ['facebook/dialog/redirect-blocked', 'facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_redirect_uri: redirect_uri did not match any of the client's registered redirect_uris",
    },
    observe: opened({ redirect_uri: `fb${APP_ID}://authorize/` }),
  },
};
