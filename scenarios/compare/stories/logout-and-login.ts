import { logOutAndTry, signIn, tryWhatIsLeft } from '../acts.ts';
import { CALL_STATUS } from '../facts/calls.ts';
import { LOGOUT, REACH } from '../facts/logout.ts';
import { PAGES, REDIRECT } from '../facts/pages.ts';
import { RENEWAL_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const logoutAndLogin: CompareStory = {
  id: 'logout-and-login',
  title: 'Logout and login again',
  about:
    'The app ends its own session, and later signs the person out at the provider as far as an app can. Each time it tries what it holds, and they sign in again.',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'logout in the app alone', act: tryWhatIsLeft, facts: [REACH, PAGES] },
    {
      title: 'logout at the provider, and what it reached',
      act: logOutAndTry,
      facts: [REACH, LOGOUT, CALL_STATUS, RENEWAL_STATUS, PAGES, REDIRECT],
    },
  ],
};
