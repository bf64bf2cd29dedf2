import { defineScenario, lab, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const FORGERIES: steps.Forgeries = {
  'public-key-pem': {
    says: 'signed with HS256 and the PEM text of the provider’s public key',
    make: () => ({ signature: 'hs256-pem' }),
  },
  'public-key-jwk': {
    says: 'signed with HS256 and the JSON text of the provider’s public key',
    make: () => ({ signature: 'hs256-jwk' }),
  },
  'public-key-modulus': {
    says: 'signed with HS256 and the modulus of the provider’s public key',
    make: () => ({ signature: 'hs256-modulus' }),
  },
  'client-secret': {
    says: 'signed with HS256 and the client secret',
    level: 'SHOULD',
    make: () => ({ signature: 'hs256-client-secret' }),
  },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-alg-confusion',
  title: 'The ID token is signed with HS256 instead of RS256',
  level: 'MUST',
  basis: [
    spec('RFC8725-2.1'),
    spec('RFC8725-3.1'),
    spec('OIDCC-3.1.3.7'),
    lab('the client secret is not public: accepting HS256 with it breaks only the SHOULD of OIDCC-3.1.3.7, item 7'),
  ],
  provider:
    'Issues an ID token whose header says HS256 instead of RS256. The HMAC key is known to others, such as the public key.',
  rightClient: 'Refuses it: the client accepts only RS256 from this provider, and uses the public key only for RS256.',
  fix: 'Pin the algorithm when verifying. Do not pass the alg of the header to a function that accepts both public keys and shared secrets.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    {
      client: 'web',
      mutant: 'adv-alg-from-header',
      variant: 'public-key-pem',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-alg-client-secret',
      variant: 'client-secret',
      verdict: 'warn',
      check: 'forged-id-token-refused',
    },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkSignatureRefused,
});
