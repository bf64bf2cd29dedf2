import { defineRule, spec } from '../model/index.ts';
import { idsOf, isAuthorizationRequest, paramsOf } from '../traffic/index.ts';

/** Parameters that bind a callback to the browser that started the login. */
const BINDINGS = ['state', 'code_challenge', 'nonce'];

/** An authorization request that is not bound to the browser, so that any callback is accepted. */
export default defineRule({
  id: 'state-missing',
  title: 'An authorization request carries a state, a PKCE challenge or a nonce',
  level: 'MUST',
  basis: [spec('RFC6749-10.12'), spec('RFC9700-2.1')],
  fix: 'Send an unguessable `state` that is stored in the browser’s session (or a PKCE challenge), and refuse a callback without it.',
  look: (exchanges) => {
    const isBound = (exchange: (typeof exchanges)[number]) => BINDINGS.some((name) => paramsOf(exchange).get(name));
    const unbound = exchanges.filter((exchange) => isAuthorizationRequest(exchange) && !isBound(exchange));
    if (unbound.length === 0) return [];
    return [
      {
        message:
          'An authorization request has neither state nor PKCE challenge nor nonce. The app cannot distinguish an attacker’s callback from the answer.',
        exchanges: idsOf(unbound),
      },
    ];
  },
});
