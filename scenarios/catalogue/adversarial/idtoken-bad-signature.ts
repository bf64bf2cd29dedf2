import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

/** Has the form of Google's key ids, but is unknown. */
const UNKNOWN_KID = 'f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3';

const FORGERIES: steps.Forgeries = {
  altered: { says: 'whose signature has a wrong byte', make: () => ({ signature: 'corrupt' }) },
  empty: { says: 'without a signature, whose header still says RS256', make: () => ({ signature: 'empty' }) },
  'foreign-key': {
    says: 'signed with a key that is not the provider’s, under the provider’s key id',
    make: () => ({ signature: 'foreign-key' }),
  },
  'unknown-key': {
    says: 'signed with a key that is not the provider’s, under an unknown key id',
    make: () => ({ signature: 'foreign-key', header: { kid: UNKNOWN_KID } }),
  },
  'embedded-key': {
    says: 'signed with a key that is not the provider’s, embedded in its header (jwk)',
    make: () => ({ signature: 'embedded-key' }),
  },
  es256: { says: 'signed with ES256 and a key that is not the provider’s', make: () => ({ signature: 'es256' }) },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-bad-signature',
  title: 'The ID token has an invalid signature',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-3.2.2.11'), spec('RFC8725-3.8'), spec('RFC8725-3.10')],
  provider: 'Issues an ID token with correct claims, whose signature is broken or made with another key.',
  rightClient:
    'Refuses it. For ID tokens of the token endpoint a client may rely on TLS instead of the signature. Then it must check the claims, and accept ID tokens from nowhere else.',
  fix: 'Verify the signature with a key of the provider’s key set, selected by key id. Never use a key from the token, and never accept a missing signature.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-signature-unchecked', variant: 'altered', verdict: 'info', check: 'signature-checked' },
    { client: 'web', mutant: 'adv-signature-unchecked', variant: 'foreign-key', verdict: 'info', check: 'signature-checked' },
    {
      client: 'web-hybrid',
      mutant: 'adv-signature-unchecked',
      variant: 'altered',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web-hybrid',
      mutant: 'adv-signature-unchecked',
      variant: 'foreign-key',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    { client: 'web', mutant: 'adv-embedded-key', variant: 'embedded-key', verdict: 'fail', check: 'forged-id-token-refused' },
    {
      client: 'web',
      mutant: 'adv-empty-signature-accepted',
      variant: 'empty',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkSignatureRefused,
});
