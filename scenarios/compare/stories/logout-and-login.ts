import { logOutAndTry, signIn } from '../acts.ts';
import { CALL_STATUS } from '../facts/calls.ts';
import { LOGOUT, REACH } from '../facts/logout.ts';
import { PAGES, REDIRECT } from '../facts/pages.ts';
import { RENEWAL_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const logoutAndLogin: CompareStory = {
  id: 'logout-and-login',
  title: 'Logout and login again',
  about: 'The app logs the person out as the provider documents it, tries what it holds, and they sign in again.',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    {
      title: 'logout, and what it reached',
      act: logOutAndTry,
      facts: [REACH, LOGOUT, CALL_STATUS, RENEWAL_STATUS, PAGES, REDIRECT],
    },
  ],
};
