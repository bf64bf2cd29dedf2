import { renew, renewTwiceAtOnce, signIn } from '../acts.ts';
import { ALL_ROTATION, ALL_STATUS, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const twoRefreshesAtOnce: CompareStory = {
  id: 'two-refreshes-at-once',
  title: 'Two refreshes at once',
  about: 'Two workers of the app renew with the same token at the same moment.',
  registered: 'rotating',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'two renewals at once', act: renewTwiceAtOnce, facts: [ALL_STATUS, ALL_ROTATION] },
    { title: 'next renewal', act: renew, facts: [TOKEN_STATUS] },
  ],
};
