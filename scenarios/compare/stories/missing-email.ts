import { askWho, loseEmail, registerWithoutEmail, signInWithoutEmail } from '../acts.ts';
import { EMAIL_MEMBERS, LAST_STATUS } from '../facts/calls.ts';
import { PAGES } from '../facts/pages.ts';
import { ID_TOKEN, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const missingEmail: CompareStory = {
  id: 'missing-email',
  title: 'Missing e-mail address',
  about: 'The account of the person has no e-mail address, and the app asks for it.',
  steps: [
    { title: 'the account has no address', act: loseEmail, facts: [] },
    { title: 'login', act: signInWithoutEmail, facts: [PAGES, TOKEN_STATUS, ID_TOKEN] },
    { title: 'question about the person', act: askWho, facts: [EMAIL_MEMBERS] },
    { title: 'registration without an address', act: registerWithoutEmail, alone: true, facts: [LAST_STATUS] },
  ],
};
