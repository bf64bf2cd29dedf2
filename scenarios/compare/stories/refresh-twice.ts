import { renew, renewWithFirst, signIn } from '../acts.ts';
import { RENEWAL_FACTS, ROTATION, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const refreshTwice: CompareStory = {
  id: 'refresh-twice',
  title: 'Refresh twice',
  about: 'The app renews, renews again with what it holds then, and by mistake once more with the token of the login.',
  registered: 'rotating',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'first renewal', act: renew, facts: RENEWAL_FACTS },
    { title: 'second renewal', act: renew, facts: [TOKEN_STATUS, ROTATION] },
    { title: 'renewal with the token of the login', act: renewWithFirst, facts: [TOKEN_STATUS] },
    { title: 'renewal with the newest token after that', act: renew, facts: [TOKEN_STATUS] },
  ],
};
