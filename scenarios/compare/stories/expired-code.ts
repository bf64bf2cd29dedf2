import { age, fetchCode, redeemCode, redeemTwice, signIn } from '../acts.ts';
import { AFTER_REUSE } from '../facts/calls.ts';
import { TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const expiredCode: CompareStory = {
  id: 'expired-code',
  title: 'Expired code, used code',
  about: 'The app redeems a code an hour late, and another one twice.',
  steps: [
    { title: 'login up to the code', act: fetchCode, facts: [] },
    { title: 'an hour passes', act: age('1h'), facts: [] },
    { title: 'the code is redeemed', act: redeemCode, facts: [TOKEN_STATUS] },
    { title: 'another login', act: signIn({ offline: true }), facts: [] },
    { title: 'its code is redeemed again', act: redeemTwice, facts: [TOKEN_STATUS, AFTER_REUSE] },
  ],
};
