import { age, callApi, fetchCode, redeemCode, signIn } from '../acts.ts';
import { CALL_STATUS } from '../facts/calls.ts';
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
    { title: 'its code is redeemed again', act: redeemCode, facts: [TOKEN_STATUS] },
    { title: 'API call with the token that the code brought', act: callApi, facts: [CALL_STATUS] },
  ],
};
