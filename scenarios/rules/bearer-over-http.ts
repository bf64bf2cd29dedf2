import { defineRule, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingAbout, isSentInClear } from '../traffic/index.ts';

/** The provider's own endpoints have a rule of their own. */
const OTHERS = new Set(['authorize', 'token', 'userinfo', 'revoke', 'logout']);

/** An access token that crosses the open internet in the clear. */
export default defineRule({
  id: 'bearer-over-http',
  title: 'Access tokens are sent over https',
  level: 'MUST',
  basis: [spec('RFC6750-5.3'), spec('RFC6750-5.2')],
  fix: 'Call the API by its https address, and refuse redirects to http.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => !OTHERS.has(each.endpoint) && accessTokenOf(each) && isSentInClear(each)),
      (found) => `An access token was sent over plain http: ${describeExchanges(found)}.`,
    ),
});
