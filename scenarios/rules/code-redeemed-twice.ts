import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import {
  findingAbout,
  grantTypeOf,
  groupBy,
  headerOf,
  isAfter,
  isDated,
  isDelivered,
  isRepeatWanted,
  memberOf,
  paramsOf,
} from '../traffic/index.ts';

/** Where a request has the client secret. */
const placeOf = (each: Exchange): string =>
  [headerOf(each.request, 'authorization') !== undefined, paramsOf(each).has('client_secret')].join();

/** A client that was refused as such has not used the code: it may prove itself in another way, with the same code. */
const isUnused = (each: Exchange, same: readonly Exchange[]): boolean =>
  memberOf(each, 'error') === 'invalid_client' &&
  same.some((other) => other.sequence > each.sequence && placeOf(other) !== placeOf(each));

/** No answer came that tells what became of the code: the connection broke, or the server was busy or broken. */
const isUnclear = (exchange: Exchange): boolean => {
  const status = exchange.response?.status ?? 0;
  return !isDelivered(exchange) || status >= 500 || status === 429;
};

/** Sent again when it was over with all requests before, none of which told what became of the code. */
const isRetry = (exchange: Exchange, before: readonly Exchange[]): boolean =>
  before.every((each) => isUnclear(each) && (isAfter(exchange, each) || !isDated(exchange) || !isDated(each)));

/** The same authorization code in more than one token request. `SHOULD` where a request is repeated that was not answered. */
export default defineRule({
  id: 'code-redeemed-twice',
  title: 'A code is redeemed once',
  level: 'MUST',
  basis: [spec('RFC6749-4.1.2')],
  fix: 'Mark the login as completed before the token request is sent, and answer a repeated callback from the stored result.',
  look: (exchanges) => {
    const redeemed = exchanges.filter((each) => grantTypeOf(each) === 'authorization_code' && !isRepeatWanted(each));
    return [...groupBy(redeemed, (exchange) => paramsOf(exchange).get('code')).values()]
      .map((same) => same.filter((each) => !isUnused(each, same)))
      .filter((same) => same.length > 1)
      .flatMap((same) =>
        same.every((each, place) => isRetry(each, same.slice(0, place)))
          ? findingAbout(
              same,
              `One code was sent ${same.length} times, each time after a request that was not answered, or not with success: the provider may have redeemed it already.`,
              'SHOULD',
            )
          : findingAbout(
              same,
              `One code was sent to the token endpoint ${same.length} times. The provider may revoke all tokens issued for it.`,
            ),
      );
  },
});
