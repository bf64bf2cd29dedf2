import { goThroughPages } from '../acts.ts';
import { LOGIN_FACTS } from '../facts/pages.ts';
import type { CompareStory } from '../story.ts';

export const consentDeclined: CompareStory = {
  id: 'consent-declined',
  title: 'Consent declined',
  about: 'The person presses Cancel on the consent page, and comes back later.',
  registered: 'asked',
  steps: [
    { title: 'login that is declined', act: goThroughPages({ consent: 'deny' }), facts: LOGIN_FACTS },
    { title: 'next login', act: goThroughPages(), facts: LOGIN_FACTS },
  ],
};
