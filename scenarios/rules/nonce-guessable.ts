import { defineRule, lab, spec } from '../model/index.ts';
import { authorizationRequestsOf, estimateEntropyBits, findingAbout, LEAST_BITS, paramsOf } from '../traffic/index.ts';

/** Fewer values do not show whether they are random. */
const ENOUGH = 3;

/** Nonces that differ in so few places that the next one can be guessed: a counter, a time. */
export default defineRule({
  id: 'nonce-guessable',
  title: 'Nonces cannot be guessed',
  level: 'SHOULD',
  basis: [spec('OIDCC-15.5.2'), lab('Entropy is estimated from the places in which the nonces of one recording differ.')],
  fix: 'Make each `nonce` of at least 16 random bytes.',
  look: (exchanges) => {
    const requests = authorizationRequestsOf(exchanges).filter((each) => paramsOf(each).get('nonce'));
    const nonces = [...new Set(requests.map((each) => paramsOf(each).get('nonce') ?? ''))];
    const bits = estimateEntropyBits(nonces);
    if (nonces.length < ENOUGH || bits >= LEAST_BITS) return [];
    return findingAbout(requests, `${nonces.length} nonces differ by about ${bits} bits; at least ${LEAST_BITS} are expected.`);
  },
});
