import { callApi, changePassword, renew, signIn } from '../acts.ts';
import { CALL_FACTS } from '../facts/calls.ts';
import { PAGES } from '../facts/pages.ts';
import { TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const passwordChanged: CompareStory = {
  id: 'password-changed',
  title: 'The password is changed',
  about: 'The person changes the password at the provider, as after a theft.',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'the password is changed', act: changePassword, facts: [] },
    { title: 'API call', act: callApi, facts: CALL_FACTS },
    { title: 'renewal', act: renew, facts: [TOKEN_STATUS] },
    { title: 'next login', act: signIn({ offline: true }), facts: [PAGES] },
  ],
};
