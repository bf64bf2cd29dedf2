import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import {
  count,
  findingAbout,
  groupBy,
  isAccepted,
  isAfter,
  isDelivered,
  isOfUnknownVendor,
  isRenewal,
  memberOf,
  renewedTokenOf,
} from '../traffic/index.ts';

/** True for a refresh whose answer brought another refresh token, and reached the client. */
const replaces = (exchange: Exchange): boolean => {
  const next = memberOf(exchange, 'refresh_token');
  return isAccepted(exchange) && isDelivered(exchange) && next !== undefined && next !== renewedTokenOf(exchange);
};

/** A refresh token that is used after its successor has come. A lost answer, and a request under way meanwhile, are no breach. Some vendors let old ones live on. */
export default defineRule({
  id: 'replaced-refresh-token-used',
  title: 'A new refresh token replaces the old one',
  level: 'MUST',
  basis: [spec('RFC6749-6'), spec('RFC9700-4.14.2')],
  fix: 'Store the refresh token of every answer that has one, before the access token is used, where all processes read it.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isRenewal), renewedTokenOf).values()].flatMap((same) => {
      const replaced = same.find(replaces);
      const late = replaced ? same.filter((each) => each !== replaced && isAfter(each, replaced)) : [];
      return findingAbout(
        late.length > 0 && replaced ? [replaced, ...late] : [],
        `A refresh token was used after the provider had replaced it, in ${count(late.length, 'request')}. Providers take that for theft and end the grant.`,
        late.every((each) => isOfUnknownVendor(each) && isAccepted(each)) ? 'SHOULD' : undefined,
      );
    }),
});
