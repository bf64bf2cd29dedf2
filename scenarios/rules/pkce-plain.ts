import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, paramsOf } from '../traffic/index.ts';

/** A challenge that is the verifier itself, also where the method is left out: `plain` is the default. */
export default defineRule({
  id: 'pkce-plain',
  title: 'The PKCE challenge is a hash of the verifier',
  level: 'SHOULD',
  basis: [spec('RFC7636-4.2'), spec('RFC9700-2.1.1')],
  fix: 'Send `code_challenge_method=S256` and the base64url SHA-256 of the verifier as `code_challenge`.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((exchange) => {
        const params = paramsOf(exchange);
        return params.get('code_challenge') && params.get('code_challenge_method') !== 'S256';
      }),
      (found) => {
        const method = found[0] && paramsOf(found[0]).get('code_challenge_method');
        return `The code_challenge_method is ${method ? `"${method}"` : 'left out, which means plain'}: whoever sees the authorization request knows the verifier.`;
      },
    ),
});
