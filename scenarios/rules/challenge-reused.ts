import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, groupBy, paramsOf } from '../traffic/index.ts';

/** One PKCE challenge in several authorization requests. A page that is loaded again sends the same request, and begins nothing. */
export default defineRule({
  id: 'challenge-reused',
  title: 'Every authorization request has a new PKCE challenge',
  level: 'SHOULD',
  basis: [spec('RFC9700-2.1.1'), spec('RFC7636-4.1')],
  fix: 'Make a new verifier, and its challenge, for every authorization request; keep each with the state of its request.',
  look: (exchanges) =>
    [...groupBy(authorizationRequestsOf(exchanges), (exchange) => paramsOf(exchange).get('code_challenge')).values()]
      .filter((same) => new Set(same.map((each) => paramsOf(each).get('state'))).size > 1)
      .flatMap((same) => findingAbout(same, `${same.length} authorization requests have the same code_challenge.`)),
});
