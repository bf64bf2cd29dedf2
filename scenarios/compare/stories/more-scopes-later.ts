import { askForMore, goThroughPages } from '../acts.ts';
import { LOGIN_FACTS } from '../facts/pages.ts';
import { SCOPE } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const moreScopesLater: CompareStory = {
  id: 'more-scopes-later',
  title: 'More scopes later',
  about: 'The app has a login, and later asks for one more scope.',
  registered: 'asked',
  steps: [
    { title: 'login', act: goThroughPages(), facts: [SCOPE] },
    { title: 'login with one more scope', act: askForMore, facts: [...LOGIN_FACTS, SCOPE] },
  ],
};
