import { defineRule, spec } from '../model/index.ts';
import { findingAbout, grantTypeOf, paramsOf } from '../traffic/index.ts';

/** 43 to 128 of the characters that no encoding changes. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** A code verifier that is too short to be unguessable, or that providers refuse. */
export default defineRule({
  id: 'verifier-malformed',
  title: 'A code verifier has 43 to 128 unreserved characters',
  level: 'MUST',
  basis: [spec('RFC7636-4.1')],
  fix: 'Make the verifier of 32 random bytes in base64url: these are 43 characters.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((exchange) => {
        const verifier = grantTypeOf(exchange) === 'authorization_code' && paramsOf(exchange).get('code_verifier');
        return verifier && !VERIFIER.test(verifier);
      }),
      (found) => {
        const lengths = found.map((each) => paramsOf(each).get('code_verifier')?.length ?? 0);
        return `A code_verifier of ${[...new Set(lengths)].join(', ')} characters was sent; 43 to 128 of A-Z, a-z, 0-9 and -._~ are allowed.`;
      },
    ),
});
