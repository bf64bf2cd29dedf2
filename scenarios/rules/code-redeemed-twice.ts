import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { grantTypeOf, groupBy, headerOf, idsOf, memberOf, paramsOf } from '../traffic/index.ts';

/** Where a request has the client secret. */
const placeOf = (each: Exchange): string =>
  [headerOf(each.request, 'authorization') !== undefined, paramsOf(each).has('client_secret')].join();

/** A client that was refused as such has not used the code: it may prove itself in another way, with the same code. */
const isUnused = (each: Exchange, same: readonly Exchange[]): boolean =>
  memberOf(each, 'error') === 'invalid_client' &&
  same.some((other) => other.sequence > each.sequence && placeOf(other) !== placeOf(each));

/** The same authorization code in more than one token request. */
export default defineRule({
  id: 'code-redeemed-twice',
  title: 'A code is redeemed once',
  level: 'MUST',
  basis: [spec('RFC6749-4.1.2')],
  fix: 'Mark the login as completed before the token request is sent, and answer a repeated callback from the stored result.',
  look: (exchanges) => {
    const redeemed = exchanges.filter((exchange) => grantTypeOf(exchange) === 'authorization_code');
    return [...groupBy(redeemed, (exchange) => paramsOf(exchange).get('code')).values()]
      .map((same) => same.filter((each) => !isUnused(each, same)))
      .filter((same) => same.length > 1)
      .map((same) => ({
        message: `One code was sent to the token endpoint ${same.length} times. The provider may revoke all tokens issued for it.`,
        exchanges: idsOf(same),
      }));
  },
});
