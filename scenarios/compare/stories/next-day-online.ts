import { age, callApi, signIn } from '../acts.ts';
import { CALL_FACTS, CALL_STATUS } from '../facts/calls.ts';
import { LOGIN_FACTS, PAGES } from '../facts/pages.ts';
import { LIFETIME, REFRESH_TOKEN } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const nextDayOnline: CompareStory = {
  id: 'next-day-online',
  title: 'Next day, access only while the person is there',
  about: 'The app asked for no access while the person is away, and uses the token of yesterday.',
  steps: [
    { title: 'login', act: signIn(), facts: [PAGES, REFRESH_TOKEN, LIFETIME] },
    { title: 'a day passes', act: age('1d'), facts: [] },
    { title: 'API call with the token of yesterday', act: callApi, facts: CALL_FACTS },
    { title: 'login again', act: signIn(), facts: LOGIN_FACTS },
    { title: 'API call with the new token', act: callApi, facts: [CALL_STATUS] },
  ],
};
