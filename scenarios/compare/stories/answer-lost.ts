import { callApiWithFirst, loseAnswer, renew, signIn } from '../acts.ts';
import { CALL_STATUS } from '../facts/calls.ts';
import { ROTATION, TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const answerLost: CompareStory = {
  id: 'answer-lost',
  title: 'The answer to a refresh is lost',
  about: 'The provider renews, the connection breaks, and the app tries once more with the token that it has.',
  registered: 'rotating',
  steps: [
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'renewal whose answer is lost', act: loseAnswer, facts: [] },
    { title: 'renewal with the same token', act: renew, facts: [TOKEN_STATUS, ROTATION] },
    { title: 'API call with the access token of the login', act: callApiWithFirst, facts: [CALL_STATUS] },
  ],
};
