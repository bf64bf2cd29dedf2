import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingAbout, isSentInClear, issuedTokensOf, valuesIn } from '../traffic/index.ts';

/** The provider's own endpoints have a rule of their own. */
const OTHERS = new Set(['authorize', 'token', 'userinfo', 'revoke', 'logout']);

/** An access token that crosses the open internet in the clear, in whatever place. */
export default defineRule({
  id: 'bearer-over-http',
  title: 'Access tokens are sent over https',
  level: 'MUST',
  basis: [spec('RFC6750-5.3'), spec('RFC6750-5.2')],
  fix: 'Call the API by its https address, and refuse redirects to http.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    const brings = (each: Exchange) =>
      accessTokenOf(each) !== undefined || valuesIn(each).some((value) => issued.get(value)?.kind === 'access token');
    return findingAbout(
      exchanges.filter((each) => !OTHERS.has(each.endpoint) && isSentInClear(each) && brings(each)),
      (found) => `An access token was sent over plain http: ${describeExchanges(found)}.`,
    );
  },
});
