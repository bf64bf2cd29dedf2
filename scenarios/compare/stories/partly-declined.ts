import { askTheSame, askWho, callApi, declineOne } from '../acts.ts';
import { CALL_FACTS, EMAIL_MEMBERS } from '../facts/calls.ts';
import { ASKED_SCOPES, CONSENT_PAGE, DECLINED_SCOPE, LOGIN_FACTS, PAGES } from '../facts/pages.ts';
import { SCOPE } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const partlyDeclined: CompareStory = {
  id: 'partly-declined',
  title: 'Consent partly declined',
  about:
    'The app asks for one scope more than usual; the person agrees to the login and declines one that can be declined. The API call feels it only where the API needs that scope.',
  registered: 'asked',
  steps: [
    {
      title: 'login with one scope declined',
      act: declineOne,
      facts: [ASKED_SCOPES, CONSENT_PAGE, DECLINED_SCOPE, ...LOGIN_FACTS, SCOPE],
    },
    { title: 'API call', act: callApi, facts: CALL_FACTS },
    { title: 'question about the person', act: askWho, facts: [EMAIL_MEMBERS] },
    { title: 'next login that asks for the same', act: askTheSame, facts: [PAGES, SCOPE] },
  ],
};
