import type { Story } from './story.ts';

/** S5: a desktop program with Facebook in a window of its own. */
export const FACEBOOK_WINDOW: readonly Story[] = [
  {
    id: 'facebook-without-token',
    seedQuestion: 'S5',
    question:
      'The first Facebook login works. The next time the window lands on our success page and there is no token in the address.',
    answer:
      'Facebook redirects a person who has authorized the app before at once, and with the implicit flow the token may be missing. Ask for a code and exchange it on your server, and treat an answer without one as a failed login, not as one to wait for.',
    situations: [
      { scenario: 'login/facebook-implicit-without-token', naive: 'facebook-window-naive', right: 'facebook-window' },
      { scenario: 'login/facebook-already-authorized', naive: 'graph-client:login-first-token-kept' },
      { scenario: 'login/embedded-webview-refused', naive: 'facebook-window:login-webview-refusal-dead-end' },
    ],
  },
  {
    id: 'facebook-token-changes',
    seedQuestion: 'S5',
    question: 'The access token is another one at each login. How do we find the person in our database?',
    answer:
      'By the id that the provider gives them for your app, never by the token or the e-mail address, since both change. Store the newest token beside it, and exchange it for a long-lived one on the server while it is still good.',
    situations: [
      { scenario: 'registration/account-key-is-iss-sub', naive: 'graph-client:reg-user-key-is-email' },
      {
        scenario: 'refresh/facebook-long-lived-exchange',
        naive: 'graph-client:ref-fb-app-secret-in-browser',
        breaks: [
          ['secret-leaked', 'fail'],
          ['secret-leaked', 'warn'],
        ],
      },
    ],
  },
];
