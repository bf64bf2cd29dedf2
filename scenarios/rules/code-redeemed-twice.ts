import { defineRule, spec } from '../model/index.ts';
import { grantTypeOf, groupBy, idsOf, paramsOf } from '../traffic/index.ts';

/** The same authorization code in more than one token request. */
export default defineRule({
  id: 'code-redeemed-twice',
  title: 'A code is redeemed once',
  level: 'MUST',
  basis: [spec('RFC6749-4.1.2')],
  fix: 'Mark the login as answered before the token request is sent, and answer a repeated callback from what it gave.',
  look: (exchanges) => {
    const redeemed = exchanges.filter((exchange) => grantTypeOf(exchange) === 'authorization_code');
    return [...groupBy(redeemed, (exchange) => paramsOf(exchange).get('code')).values()]
      .filter((same) => same.length > 1)
      .map((same) => ({
        message: `One code was sent to the token endpoint ${same.length} times; the provider may end everything that came of it.`,
        exchanges: idsOf(same),
      }));
  },
});
