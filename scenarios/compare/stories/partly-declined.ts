import { askForMore, askWho, callApi, declineOne } from '../acts.ts';
import { CALL_FACTS, EMAIL_MEMBERS } from '../facts/calls.ts';
import { LOGIN_FACTS, PAGES } from '../facts/pages.ts';
import { SCOPE } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const partlyDeclined: CompareStory = {
  id: 'partly-declined',
  title: 'Consent partly declined',
  about: 'The person agrees to the login and declines one of the scopes.',
  registered: 'asked',
  steps: [
    { title: 'login with one scope declined', act: declineOne, facts: [...LOGIN_FACTS, SCOPE] },
    { title: 'API call', act: callApi, facts: CALL_FACTS },
    { title: 'question about the person', act: askWho, facts: [EMAIL_MEMBERS] },
    { title: 'next login that asks for the same', act: askForMore, facts: [PAGES, SCOPE] },
  ],
};
