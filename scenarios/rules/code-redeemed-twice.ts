import { defineRule, spec } from '../model/index.ts';
import { grantTypeOf, groupBy, idsOf, memberOf, paramsOf } from '../traffic/index.ts';

/** The same authorization code in more than one token request. */
export default defineRule({
  id: 'code-redeemed-twice',
  title: 'A code is redeemed once',
  level: 'MUST',
  basis: [spec('RFC6749-4.1.2')],
  fix: 'Mark the login as completed before the token request is sent, and answer a repeated callback from the stored result.',
  look: (exchanges) => {
    // Who is refused as a client has not used the code: it may prove itself in another way.
    const redeemed = exchanges.filter(
      (exchange) => grantTypeOf(exchange) === 'authorization_code' && memberOf(exchange, 'error') !== 'invalid_client',
    );
    return [...groupBy(redeemed, (exchange) => paramsOf(exchange).get('code')).values()]
      .filter((same) => same.length > 1)
      .map((same) => ({
        message: `One code was sent to the token endpoint ${same.length} times. The provider may revoke all tokens issued for it.`,
        exchanges: idsOf(same),
      }));
  },
});
