import { callApi, signIn } from '../acts.ts';
import { CALL_FACTS } from '../facts/calls.ts';
import { LOGIN_FACTS } from '../facts/pages.ts';
import { ID_TOKEN, MEMBERS, TOKEN_FACTS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const firstLogin: CompareStory = {
  id: 'first-login',
  title: 'First login',
  about: 'A person signs in to an app for the first time; the app asks for access while they are away.',
  steps: [
    { title: 'first login', act: signIn({ offline: true }), facts: [...LOGIN_FACTS, ...TOKEN_FACTS, MEMBERS, ID_TOKEN] },
    { title: 'API call', act: callApi, facts: CALL_FACTS },
  ],
};
