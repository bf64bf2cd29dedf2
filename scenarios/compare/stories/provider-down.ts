import { breakDown, callApi, loginUnavailable, recover, renew, signIn } from '../acts.ts';
import { CALL_STATUS } from '../facts/calls.ts';
import { UNAVAILABLE } from '../facts/pages.ts';
import { TOKEN_STATUS } from '../facts/tokens.ts';
import type { CompareStory } from '../story.ts';

export const providerDown: CompareStory = {
  id: 'provider-down',
  title: 'Provider down',
  about:
    'The login is unavailable, in the words of the provider where they are recorded; later the token endpoint answers a bare 503 for a while. The lab injects both faults.',
  steps: [
    { title: 'login that the provider sends back', act: loginUnavailable, alone: true, facts: [UNAVAILABLE] },
    { title: 'login', act: signIn({ offline: true }), facts: [] },
    { title: 'the token endpoint fails', act: breakDown, facts: [] },
    { title: 'renewal', act: renew, facts: [TOKEN_STATUS] },
    { title: 'API call with the token that the app has', act: callApi, facts: [CALL_STATUS] },
    { title: 'the token endpoint is back', act: recover, facts: [] },
    { title: 'renewal afterwards', act: renew, facts: [TOKEN_STATUS] },
  ],
};
