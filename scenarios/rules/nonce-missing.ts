import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, paramsOf, responseTypesOf } from '../traffic/index.ts';

/** A form that brings a code as well, with a state: some vendors document a login without a nonce like that. */
const isBoundByState = (exchange: Exchange): boolean => {
  const params = paramsOf(exchange);
  return (
    params.get('response_mode') === 'form_post' && responseTypesOf(exchange).includes('code') && Boolean(params.get('state'))
  );
};

/** An ID token that comes through the browser, and that nothing binds to this login. */
export default defineRule({
  id: 'nonce-missing',
  title: 'A request for an ID token through the browser has a nonce',
  level: 'MUST',
  basis: [spec('OIDCC-3.2.2.1'), spec('OIDCC-3.3.2.11')],
  fix: 'Send a new random `nonce` and compare it with the claim of the ID token, or ask for a code only.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter(
        (exchange) =>
          responseTypesOf(exchange).includes('id_token') && !paramsOf(exchange).get('nonce') && !isBoundByState(exchange),
      ),
      (found) =>
        `response_type=${found[0] && responseTypesOf(found[0]).join(' ')} asks for an ID token through the browser, without a nonce. A stolen ID token can be replayed into the callback.`,
    ),
});
