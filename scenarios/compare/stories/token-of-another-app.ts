import { askOwner, askWho, callApi, takeForeignToken } from '../acts.ts';
import { CALL_STATUS, OWNER } from '../facts/calls.ts';
import type { CompareStory } from '../story.ts';

export const tokenOfAnotherApp: CompareStory = {
  id: 'token-of-another-app',
  title: 'Token of another app',
  about: 'Somebody hands this app an access token that another app of theirs was given.',
  steps: [
    { title: 'another app gets a token', act: takeForeignToken, facts: [] },
    { title: 'API call with it', act: callApi, facts: [CALL_STATUS] },
    { title: 'question about the person with it', act: askWho, facts: [CALL_STATUS] },
    { title: 'question whose token it is', act: askOwner, facts: [OWNER] },
  ],
};
