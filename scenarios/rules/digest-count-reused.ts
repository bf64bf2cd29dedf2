import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { authorizationParamOf, findingAbout, groupBy, isDelivered, schemeOf } from '../traffic/index.ts';

const countOf = (exchange: Exchange): string | undefined => {
  const count = schemeOf(exchange) === 'digest' ? authorizationParamOf(exchange, 'nc') : undefined;
  if (count === undefined) return undefined;
  return ['nonce', 'cnonce', 'username'].map((name) => authorizationParamOf(exchange, name)).join(' ') + count;
};

/** A request count of Digest that was used with this nonce. */
export default defineRule({
  id: 'digest-count-reused',
  title: 'Digest counts the requests of a nonce',
  level: 'MUST',
  basis: [spec('RFC7616-3.4')],
  fix: 'Count `nc` up by one with each request that uses the nonce of the server, also when a request is repeated.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isDelivered), countOf).values()]
      .filter(({ length }) => length > 1)
      .flatMap((same) =>
        findingAbout(
          same,
          `${same.length} requests have the same nonce and the same nc=${same[0] && authorizationParamOf(same[0], 'nc')}.`,
        ),
      ),
});
