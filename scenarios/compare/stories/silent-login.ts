import { endSession, signIn, signInSilently } from '../acts.ts';
import { LOGIN_FACTS, REDIRECT } from '../facts/pages.ts';
import { TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const silentLogin: CompareStory = {
  id: 'silent-login',
  title: 'Silent login',
  about: 'The app asks for a login that must not show a page: with a session at the provider, and without.',
  steps: [
    { title: 'login', act: signIn(), facts: [] },
    { title: 'silent login with a session', act: signInSilently, facts: [REDIRECT, TOKEN_STATUS] },
    { title: 'the session ends', act: endSession, facts: [] },
    { title: 'silent login without a session', act: signInSilently, facts: LOGIN_FACTS },
  ],
};
