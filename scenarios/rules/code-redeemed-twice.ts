import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { findingAbout, grantTypeOf, groupBy, isAfter, isDated, isDelivered, isRepeatWanted, paramsOf } from '../traffic/index.ts';

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
