import type { Story } from './story.ts';

/** S1: a server that calls Google for people who signed in once, with `access_type=online`. */
export const ONLINE_ACCESS: readonly Story[] = [
  {
    id: 'no-refresh-token',
    seedQuestion: 'S1',
    question:
      'We sign people in with Google and access_type=online. The next day every call answers 401. Where is the refresh token?',
    answer:
      'There is none: with access_type=online Google issues an access token for an hour and nothing that renews it. Send the person through the sign-in again, which takes no click while they are signed in at Google, or ask for access_type=offline.',
    situations: [
      { scenario: 'refresh/online-access-has-none', naive: 'web-online:ref-sends-undefined' },
      { scenario: 'session/expires-in-semantics', naive: 'web:sess-expires-in-ms' },
    ],
  },
  {
    id: 'resume-after-401',
    seedQuestion: 'S1',
    question: 'The 401 comes in the middle of an upload. How does the person sign in again without losing what they were doing?',
    answer:
      'Keep the request on the server, remember its id under the state of the new login, and do it once when the same person is back. If somebody else comes back, do not do it for them.',
    situations: [
      { scenario: 'reauth/online-access-resume-request', naive: 'upload-naive', right: 'upload-resuming' },
      { scenario: 'reauth/user-switched', naive: 'web-online:rea-user-switch-unnoticed' },
    ],
  },
  {
    id: 'silent-regrant',
    seedQuestion: 'S1',
    question: 'Can the page get a new token without asking, with response_type=token or prompt=none?',
    answer:
      'Google redirects back at once where consent was given, with a new token in the fragment, whose state you have to check like any other. With prompt=none an error such as login_required is a normal answer: ask once, then send the person to the sign-in page.',
    situations: [
      { scenario: 'login/google-implicit-regrant', naive: 'window:login-fragment-token-kept' },
      { scenario: 'reauth/prompt-none-fallback', naive: 'web-online:rea-prompt-none-loop' },
    ],
  },
];
