import { askConsentAgain, signIn } from '../acts.ts';
import { LOGIN_FACTS, PAGES } from '../facts/pages.ts';
import { REFRESH_TOKEN, TOKEN_FACTS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const secondLogin: CompareStory = {
  id: 'second-login',
  title: 'Second login',
  about: 'The same person signs in again in the same browser, and the app asks for the same.',
  steps: [
    { title: 'first login', act: signIn({ offline: true }), facts: [] },
    { title: 'second login', act: signIn({ offline: true }), facts: [...LOGIN_FACTS, ...TOKEN_FACTS] },
    { title: 'login that asks for consent again', act: askConsentAgain, facts: [PAGES, REFRESH_TOKEN] },
  ],
};
