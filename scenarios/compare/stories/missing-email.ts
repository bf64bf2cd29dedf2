import { askWho, registerWithoutEmail, signInWithoutEmail } from '../acts.ts';
import { EMAIL_MEMBERS, LAST_STATUS, NO_EMAIL } from '../facts/calls.ts';
import { PAGES } from '../facts/pages.ts';
import { ID_TOKEN, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const missingEmail: CompareStory = {
  id: 'missing-email',
  title: 'Missing e-mail address',
  about: 'The app is told no e-mail address: the account has none, or, where every account has one, the app did not ask for it.',
  steps: [
    { title: 'login', act: signInWithoutEmail, facts: [NO_EMAIL, PAGES, TOKEN_STATUS, ID_TOKEN] },
    { title: 'question about the person', act: askWho, facts: [EMAIL_MEMBERS] },
    { title: 'registration without an address', act: registerWithoutEmail, alone: true, facts: [LAST_STATUS] },
  ],
};
