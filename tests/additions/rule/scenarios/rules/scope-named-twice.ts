import { defineRule, spec } from '../model/index.ts';
import { idsOf, paramsOf } from '../traffic/index.ts';

/** An authorization request whose list of scopes has one of them twice. */
export default defineRule({
  id: 'scope-named-twice',
  title: 'An authorization request names each scope once',
  level: 'SHOULD',
  basis: [spec('RFC6749-3.3')],
  fix: 'Make a set of the scopes before they are joined.',
  look: (exchanges) => {
    const repeating = exchanges.filter((exchange) => {
      const scopes = (paramsOf(exchange).get('scope') ?? '').split(' ');
      return exchange.endpoint === 'authorize' && new Set(scopes).size < scopes.length;
    });
    return repeating.length === 0
      ? []
      : [{ message: 'An authorization request names a scope twice.', exchanges: idsOf(repeating) }];
  },
});
