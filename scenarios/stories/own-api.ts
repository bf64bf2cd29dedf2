import type { Story } from './story.ts';

/** S4: the sign-up, login and logout of an API of one's own, for pages and mobile apps. */
export const OWN_API: readonly Story[] = [
  {
    id: 'user-and-token',
    seedQuestion: 'S4',
    question: 'Should POST /users return the user, the token, or both? Is it one call or two?',
    answer:
      'All of these work if the client knows which it is: with both in one answer it uses that token, and does not send the password again. With two calls it repeats only the one that failed, and never a POST that may have made a user.',
    situations: [
      { scenario: 'registration/user-and-token-in-one-response', naive: 'rest-tokens:reg-login-after-combined-response' },
      { scenario: 'registration/two-step-users-then-tokens', naive: 'rest-tokens:reg-users-post-repeated' },
    ],
  },
  {
    id: 'token-that-never-expires',
    seedQuestion: 'S4',
    question: 'Can a token live for ever, and where does it belong in the database?',
    answer:
      'Yes, if people can end it: keep tokens in a table of their own with a reference to the user, one for each device. Then a sign-out everywhere revokes all of them, and the client has to forget its own.',
    situations: [
      { scenario: 'logout/everywhere', naive: 'rest-tokens:out-everywhere-keeps-own-token' },
      { scenario: 'session/expires-in-semantics', naive: 'web:sess-missing-expires-in-nan' },
    ],
  },
  {
    id: 'unverified-email',
    seedQuestion: 'S4',
    question: 'What may people do before they have confirmed their e-mail address: nothing, everything, or a part?',
    answer:
      'Let them in and refuse only what needs a confirmed address, with a 403 that says so and that no client takes for an expired token. Never join an unconfirmed account with a login by a provider: whoever registered it first would keep the password to it.',
    situations: [
      { scenario: 'registration/unverified-email-restricted', naive: 'rest:reg-verify-403-triggers-refresh' },
      { scenario: 'registration/prehijack-unverified-local-account', naive: 'web:reg-prehijacked-account-linked' },
    ],
  },
  {
    id: 'password-for-token',
    seedQuestion: 'S4',
    question: 'How does a client exchange a password for a token: HTTP Basic on POST /login, or a password grant?',
    answer:
      'Either, once: as UTF-8 in the header or the body, never in the address, and not again while there is a token. OAuth 2.1 drops the password grant, so use it for your own clients only.',
    situations: [{ scenario: 'login/rest-password-exchange', naive: 'rest-tokens:login-password-split-at-colon' }],
  },
  {
    id: 'logout-by-forgetting',
    seedQuestion: 'S4',
    question: 'Is it a logout if the client forgets its token?',
    answer:
      'For the person at the screen, but not for a copy of the token, which is good until it expires. Revoke it at the API first, forget it even if the API cannot be reached, and end the session of your own pages on the server.',
    situations: [
      { scenario: 'logout/client-side-token-drop', naive: 'rest:out-cookie-only' },
      { scenario: 'logout/local-session-ended', naive: 'web:out-cookie-only' },
      { scenario: 'logout/tokens-revoked', naive: 'web:out-waits-for-revocation' },
    ],
  },
  {
    id: 'remember-me',
    seedQuestion: 'S4',
    question: 'How does "remember me" work with tokens? Do we store the password?',
    answer:
      'Never the password: ask the API for a longer life of the token, and keep it where it outlives the browser only if the person asked for it. Without the tick the session ends with the browser, and at the API after half an hour without use.',
    situations: [{ scenario: 'session/remember-me', naive: 'rest:sess-remember-me-keeps-password' }],
  },
  {
    id: 'anonymous-first',
    seedQuestion: 'S4',
    question: 'People use the app before they register. What becomes of their anonymous session when they sign up?',
    answer:
      'Register with the anonymous token: it then acts for the new user, and what was done before stays. A client that throws it away after the sign-up signs its user out.',
    situations: [{ scenario: 'registration/anonymous-session-upgrade', naive: 'guest:reg-anon-upgrade-drops-session' }],
  },
  {
    id: 'presence',
    seedQuestion: 'S4',
    question: 'Can login and logout be the states of a presence resource: offline, available, busy?',
    answer:
      'Yes: leaving offline is a login and needs the password in the same request, going offline ends the session, and what is between needs neither. The client drops its credential when it goes offline.',
    situations: [{ scenario: 'session/presence-transitions', naive: 'rest:sess-presence-stays-signed-in' }],
  },
  {
    id: 'signed-requests',
    seedQuestion: 'S4',
    question: 'Basic, Digest, Authorization: Token, or signed requests with a key pair? What does a client get wrong?',
    answer:
      'Send the scheme that the API names, and nothing of it to another host. A signature is fresh for each request and follows the clock of the server, and the secret behind it was shown once and stays at home.',
    situations: [
      { scenario: 'resource/hmac-signature', naive: 'hmac:res-hmac-retry-unchanged' },
      { scenario: 'resource/rest-authorization-schemes', naive: 'digest:res-digest-nonce-kept' },
      { scenario: 'registration/api-secret-shown-once', naive: 'hmac:reg-hmac-secret-sent-along' },
    ],
  },
];
