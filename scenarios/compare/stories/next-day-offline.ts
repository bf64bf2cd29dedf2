import { age, callApi, renew, signIn } from '../acts.ts';
import { CALL_FACTS, CALL_STATUS } from '../facts/calls.ts';
import { ID_TOKEN, LIFETIME, REFRESH_TOKEN, RENEWAL_FACTS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const nextDayOffline: CompareStory = {
  id: 'next-day-offline',
  title: 'Next day, access while the person is away',
  about: 'The app asked for access while the person is away, and renews it the next day without them.',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [REFRESH_TOKEN, LIFETIME] },
    { title: 'a day passes', act: age('1d'), facts: [] },
    { title: 'API call with the token of yesterday', act: callApi, facts: CALL_FACTS },
    { title: 'renewal', act: renew, facts: [...RENEWAL_FACTS, ID_TOKEN] },
    { title: 'API call with the new token', act: callApi, facts: [CALL_STATUS] },
  ],
};
