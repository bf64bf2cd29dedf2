import { defineRule, spec } from '../model/index.ts';
import { idsOf, paramsOf } from '../traffic/index.ts';

/** What ties a callback to the browser that asked for it. */
const BINDINGS = ['state', 'code_challenge', 'nonce'];

/** An authorization request that nothing binds to the browser: anybody's callback would do. */
export default defineRule({
  id: 'state-missing',
  title: 'An authorization request carries a state, a PKCE challenge or a nonce',
  level: 'MUST',
  basis: [spec('RFC6749-10.12'), spec('RFC9700-2.1')],
  fix: 'Send an unguessable `state` kept in the browser’s session (or a PKCE challenge), and refuse a callback that does not bring it back.',
  look: (exchanges) => {
    const unbound = exchanges.filter((exchange) => {
      const params = paramsOf(exchange);
      return exchange.endpoint === 'authorize' && params.has('client_id') && !BINDINGS.some((name) => params.get(name));
    });
    if (unbound.length === 0) return [];
    return [
      {
        message:
          'An authorization request has neither state nor PKCE challenge nor nonce: a callback that an attacker made cannot be told from its answer.',
        exchanges: idsOf(unbound),
      },
    ];
  },
});
