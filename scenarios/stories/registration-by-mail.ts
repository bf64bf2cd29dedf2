import type { Story } from './story.ts';

/** S2: an API of one's own with registration by mail, sessions, and tokens for programs. */
export const REGISTRATION_BY_MAIL: readonly Story[] = [
  {
    id: 'confirm-by-mail',
    seedQuestion: 'S2',
    question:
      'People register, get a mail with a token, and click the link. What has to happen to the token, and what goes wrong?',
    answer:
      'The token is good for one use and for a limited time, and a link that is used up offers a way to sign in or to get a new mail. Let the link open a page with a button: mail scanners open every link before the person does, and a GET that confirms is spent by them.',
    situations: [
      { scenario: 'registration/email-token-confirms-account', naive: 'rest:reg-spent-link-dead-end' },
      { scenario: 'registration/email-link-prefetch-safe', naive: 'rest:reg-scanner-get-spends-token' },
    ],
  },
  {
    id: 'session-cookie',
    seedQuestion: 'S2',
    question: 'After the login we put a session id into a cookie. Is that enough?',
    answer:
      'Give the session a new id at the login, so that an id which somebody else knew before is worth nothing, and set HttpOnly, Secure and SameSite. Refuse forms that another site posts, because the browser sends the cookie along.',
    situations: [
      { scenario: 'login/session-regenerated', naive: 'rest:login-session-id-kept' },
      { scenario: 'resource/cookie-session-hardening', naive: 'rest:sess-cookie-for-other-sites' },
    ],
  },
  {
    id: 'weekly-token',
    seedQuestion: 'S2',
    question: 'Our API tokens are replaced every week and sent out by mail. How does a program keep working?',
    answer:
      'The old token lives on for a day beside the new one: take up the new one as soon as it is there, not when the old one is refused. A token that was revoked is not refreshed; stop, and ask the person for a new one.',
    situations: [{ scenario: 'resource/api-token-lifecycle', naive: 'api-key:res-personal-token-refreshed' }],
  },
  {
    id: 'token-without-user',
    seedQuestion: 'S2',
    question: 'A program calls the API with an id and a secret, without a person. How often does it need a token?',
    answer:
      'Once for its lifetime: keep the token of the client credentials grant for all calls, and get another one when it is refused. The secret is shown once, so store it when it is made, and never send it with the calls.',
    situations: [
      { scenario: 'resource/client-credentials-cached', naive: 'machine:res-client-credentials-every-call' },
      { scenario: 'registration/api-secret-shown-once', naive: 'api-key:reg-api-key-not-kept' },
    ],
  },
];
