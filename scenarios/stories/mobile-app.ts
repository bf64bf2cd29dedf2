import type { Story } from './story.ts';

/** S3: a mobile app with Auth0, its tokens, and an API of its own. */
export const MOBILE_APP: readonly Story[] = [
  {
    id: 'where-tokens-live',
    seedQuestion: 'S3',
    question:
      'Our app signs people in on a web page. How does the answer get back into the app, and where do the tokens live afterwards?',
    answer:
      'Open the browser of the system, listen on a loopback port for this one login, and close it after the answer. Keep the refresh token encrypted with a key of the key store, so that the app is still signed in after a restart and other programs cannot read it.',
    situations: [
      {
        scenario: 'login/native-loopback-redirect',
        naive: 'native:login-native-fixed-port-open-listener',
        breaks: [['code-redeemed-twice', 'fail']],
      },
      { scenario: 'session/token-storage', naive: 'native:sess-tokens-in-clear-file' },
      { scenario: 'session/app-restart-restores', naive: 'native:sess-restart-loses-login' },
    ],
  },
  {
    id: 'refresh-or-sign-in-again',
    seedQuestion: 'S3',
    question: 'Should the app refresh its token or force a new login? Some refresh tokens stop working, and we do not know why.',
    answer:
      'Refresh, one request at a time, and store the new refresh token before you use it: with rotation a token that is used twice ends all tokens of that login. Only when the provider says invalid_grant is a new login due.',
    situations: [
      { scenario: 'refresh/single-flight', naive: 'web-auth0-two:ref-no-lock-across-processes', right: 'web-auth0-two' },
      { scenario: 'refresh/reuse-ends-family', naive: 'web-auth0:ref-invalid-grant-retried' },
      { scenario: 'session/ended-elsewhere', naive: 'web-auth0:rea-revoked-retried' },
      { scenario: 'session/silent-auth-blocked-cookies', naive: 'spa:sess-silent-iframe-forever' },
    ],
  },
  {
    id: 'id-token-or-database',
    seedQuestion: 'S3',
    question:
      'Do we read the profile from the ID token or keep our own database, and which token goes into the Authorization header?',
    answer:
      'The ID token tells the app who signed in, and nothing else: keep your own record by issuer and subject, and renew its profile at each login. The API gets the access token that was issued for its audience, as a Bearer token in the header.',
    situations: [
      { scenario: 'resource/right-token-right-audience', naive: 'native-naive', right: 'native' },
      { scenario: 'session/profile-refreshed', naive: 'web-auth0:sess-profile-of-first-login' },
      {
        scenario: 'resource/bearer-in-header',
        naive: 'web-auth0:res-token-twice',
        breaks: [
          ['token-in-query', 'fail'],
          ['secret-leaked', 'fail'],
        ],
      },
    ],
  },
];
