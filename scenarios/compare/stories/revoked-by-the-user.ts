import { callApi, removeAccess, renew, signIn } from '../acts.ts';
import { CALL_FACTS, REMOVAL } from '../facts/calls.ts';
import { PAGES } from '../facts/pages.ts';
import { REFRESH_TOKEN, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const revokedByTheUser: CompareStory = {
  id: 'revoked-by-the-user',
  title: 'The person removes the app',
  about:
    'The access of the app is taken away: by the person on the page of connected apps, or as the provider has it. The app learns of it by answers only.',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'access is removed', act: removeAccess, facts: [REMOVAL] },
    { title: 'API call', act: callApi, facts: CALL_FACTS },
    { title: 'renewal', act: renew, facts: [TOKEN_STATUS] },
    { title: 'next login', act: signIn({ offline: true }), facts: [PAGES, REFRESH_TOKEN] },
  ],
};
