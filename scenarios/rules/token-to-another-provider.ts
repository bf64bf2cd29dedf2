import { OWN_API_PERSONA } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingAbout, issuedTokensOf } from '../traffic/index.ts';

/** Their tokens, or those that they take, are nobody’s in particular: an API of one’s own takes those of its provider. */
const ANYBODY = new Set([OWN_API_PERSONA, 'unknown']);

/** A token of one provider at an API of another one. */
export default defineRule({
  id: 'token-to-another-provider',
  title: 'A token goes to the provider that issued it',
  level: 'MUST',
  basis: [spec('RFC6750-5.2'), lab('Who receives a token of another provider can use it there.')],
  fix: 'Keep tokens by provider, and choose the one of the API that is called.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return findingAbout(
      exchanges.filter((each) => {
        const issuer = issued.get(accessTokenOf(each) ?? '')?.by.persona;
        return issuer !== undefined && issuer !== each.persona && !ANYBODY.has(issuer) && !ANYBODY.has(each.persona);
      }),
      (found) =>
        `A token of ${found[0] && issued.get(accessTokenOf(found[0]) ?? '')?.by.persona} was sent to ${found[0]?.persona}: ${describeExchanges(found)}.`,
    );
  },
});
