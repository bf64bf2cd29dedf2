import { defineRule, spec } from '../model/index.ts';
import { count, findingsAboutForm, grantTypeOf, headerOf, isAccepted, paramsOf } from '../traffic/index.ts';

/** How a client proves itself at the token endpoint, under the names of vendors too. One by TLS certificate has a host of its own at its provider. */
const PROOF = /secret|^(?:client_?assertion|code_?verifier|sign|signature)$/i;

/** A code that a public client redeems without the proof that it is the client that asked for it. */
export default defineRule({
  id: 'pkce-missing',
  title: 'A public client proves by PKCE that the login is its own',
  level: 'MUST',
  basis: [spec('RFC9700-2.1.1'), spec('RFC7636-1')],
  fix: 'Send `code_challenge` with `code_challenge_method=S256` in the authorization request, and its `code_verifier` in the token request.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter((exchange) => {
        const params = paramsOf(exchange);
        const provesItself =
          [...params].some(([name, value]) => PROOF.test(name) && value !== '') ||
          headerOf(exchange.request, 'authorization') !== undefined;
        const byCertificate = /^https:\/\/[^/]*mtls/i.test(exchange.request.vendorUrl);
        return grantTypeOf(exchange) === 'authorization_code' && isAccepted(exchange) && !provesItself && !byCertificate;
      }),
      (found) =>
        `A code was redeemed with neither a client secret nor a code_verifier, in ${count(found.length, 'token request')}. Whoever intercepts the code can redeem it.`,
    ),
});
