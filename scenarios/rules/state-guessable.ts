import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, estimateEntropyBits, findingAbout, LEAST_BITS, paramsOf } from '../traffic/index.ts';

/** Fewer values do not show whether they are random. */
const ENOUGH = 3;

/** States that can be guessed, where nothing else binds the callback. With PKCE or a nonce a state may be an address of the app. */
export default defineRule({
  id: 'state-guessable',
  title: 'A state that protects the callback cannot be guessed',
  level: 'MUST',
  basis: [spec('RFC6749-10.10'), spec('RFC6749-10.12')],
  fix: 'Make each `state` of at least 16 random bytes, or send a PKCE challenge as well.',
  look: (exchanges) => {
    const requests = authorizationRequestsOf(exchanges).filter((each) => {
      const params = paramsOf(each);
      return params.get('state') && !params.get('code_challenge') && !params.get('nonce');
    });
    const states = [...new Set(requests.map((each) => paramsOf(each).get('state') ?? ''))];
    const bits = estimateEntropyBits(states);
    if (states.length < ENOUGH || bits >= LEAST_BITS) return [];
    return findingAbout(
      requests,
      `${states.length} states differ by about ${bits} bits; at least ${LEAST_BITS} are expected where neither PKCE nor a nonce binds the callback.`,
    );
  },
});
