import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { authorizationParamOf, findingAbout, groupBy, isDelivered, schemeOf } from '../traffic/index.ts';

/** Digest counts beside its nonce, and has a rule of its own. */
const OTHERS = new Set(['digest', 'bearer', 'basic', 'dpop']);

const onceOf = (exchange: Exchange): string | undefined => {
  const scheme = schemeOf(exchange);
  if (scheme === undefined || OTHERS.has(scheme)) return undefined;
  const nonce = authorizationParamOf(exchange, 'oauth_nonce') ?? authorizationParamOf(exchange, 'nonce');
  const time = authorizationParamOf(exchange, 'oauth_timestamp') ?? authorizationParamOf(exchange, 'timestamp');
  return nonce && [scheme, nonce, time].join(' ');
};

/** A signed request with a nonce that was used. One that was not answered may be sent again. */
export default defineRule({
  id: 'signed-nonce-reused',
  title: 'Every signed request has a new nonce',
  level: 'SHOULD',
  basis: [spec('RFC5849-3.3'), lab('A server that remembers nonces refuses the second request as a replay.')],
  fix: 'Make a new random nonce for each request, and sign again when a request is repeated.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isDelivered), onceOf).values()]
      .filter(({ length }) => length > 1)
      .flatMap((same) => findingAbout(same, `${same.length} signed requests have the same nonce.`)),
});
