import { askForMore, askWho, goThroughPages, renew } from '../acts.ts';
import { EMAIL_MEMBERS } from '../facts/calls.ts';
import { ASKED_SCOPES, CONSENT_PAGE, LOGIN_FACTS } from '../facts/pages.ts';
import { REFRESH_TOKEN, SCOPE } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const moreScopesLater: CompareStory = {
  id: 'more-scopes-later',
  title: 'More scopes later',
  about:
    'The app has a login, and later needs one more scope. It asks for this one alone where the provider adds what was granted before, else for all.',
  registered: 'asked',
  steps: [
    { title: 'login', act: goThroughPages({ offline: true }), facts: [ASKED_SCOPES, SCOPE] },
    {
      title: 'login for one more scope',
      act: askForMore,
      facts: [ASKED_SCOPES, CONSENT_PAGE, ...LOGIN_FACTS, SCOPE, REFRESH_TOKEN],
    },
    { title: 'question about the person with the new token', act: askWho, facts: [EMAIL_MEMBERS] },
    { title: 'renewal', act: renew, facts: [SCOPE] },
  ],
};
