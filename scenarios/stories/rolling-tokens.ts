import type { Story } from './story.ts';

/** S6: logins without OAuth: a boolean and a session, rolling tokens, a password with each call. */
export const ROLLING_TOKENS: readonly Story[] = [
  {
    id: 'boolean-login',
    seedQuestion: 'S6',
    question: 'POST /login answers {"authenticated": true}. Is the person signed in?',
    answer:
      'Only if a credential came with it that the next call accepts: a boolean is no session. A failed login may have status 200 as well, so read the body, and send the password by POST only.',
    situations: [
      { scenario: 'login/rest-boolean-is-not-a-session', naive: 'rest:login-boolean-shows-data' },
      { scenario: 'login/rest-wrong-password-and-lockout', naive: 'rest:login-status-200-is-success' },
    ],
  },
  {
    id: 'rolling-tokens',
    seedQuestion: 'S6',
    question: 'Each answer replaces the token pair. What if two requests are on their way, or somebody uses a stolen pair first?',
    answer:
      'Send one request at a time, each with the pair of the answer before. When a pair is used twice the API ends the session for everybody, and the client asks the person to sign in, once.',
    situations: [
      { scenario: 'refresh/per-request-rotation', naive: 'rolling-naive', right: 'rolling' },
      { scenario: 'refresh/per-request-desync', naive: 'rolling:ref-rolling-desync-loop' },
    ],
  },
  {
    id: 'basic-on-each-call',
    seedQuestion: 'S6',
    question: 'We send the password with each call, and some people may only read. What does the client do with a 403?',
    answer:
      'Nothing that signs in again: a 403 says that this person may not do this, whichever credential comes with it. Send Basic with each call from the first one, over TLS, and never to another host.',
    situations: [
      { scenario: 'resource/rest-authorization-schemes', naive: 'basic:res-credentials-follow-redirect' },
      { scenario: 'resource/403-is-not-expiry', naive: 'web:res-403-signs-in-again' },
    ],
  },
  {
    id: 'brute-force',
    seedQuestion: 'S6',
    question: 'How do we notice somebody who guesses passwords, and what does an honest client have to do with it?',
    answer:
      'The API answers each wrong password later than the one before, locks the account for a while with 429 and Retry-After, and flags it. An honest client tries a password once, waits as long as it is told, and says so.',
    situations: [{ scenario: 'login/rest-wrong-password-and-lockout', naive: 'rest-tokens:login-wrong-password-retried' }],
  },
  {
    id: 'closed-with-the-app',
    seedQuestion: 'S6',
    question: 'Can the session end when the program is closed?',
    answer:
      'Keep the credential in a session cookie or in memory only, and it is gone with the window; at the API it ends after half an hour without use. The person who ticked "remember me" stays signed in, with a credential that lives longer.',
    situations: [{ scenario: 'session/remember-me', naive: 'rest:sess-remember-me-ignored' }],
  },
];
