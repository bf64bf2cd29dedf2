import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

/** Looks like one of Google's key ids, and is none. */
const UNKNOWN_KID = 'f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3';

const FORGERIES: steps.Forgeries = {
  altered: { says: 'whose signature has a wrong byte', make: () => ({ signature: 'corrupt' }) },
  empty: { says: 'without a signature, whose header still says RS256', make: () => ({ signature: 'empty' }) },
  'foreign-key': {
    says: 'signed with a key that is not the provider’s under the key id of the provider',
    make: () => ({ signature: 'foreign-key' }),
  },
  'unknown-key': {
    says: 'signed with a key that is not the provider’s under a key id that the key set does not have',
    make: () => ({ signature: 'foreign-key', header: { kid: UNKNOWN_KID } }),
  },
  'embedded-key': {
    says: 'signed with a key that is not the provider’s, which its own header brings along',
    make: () => ({ signature: 'embedded-key' }),
  },
  es256: { says: 'signed with ES256 and a key that is not the provider’s', make: () => ({ signature: 'es256' }) },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-bad-signature',
  title: 'The ID token has a signature that is not the provider’s',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-3.2.2.11'), spec('RFC8725-3.8'), spec('RFC8725-3.10')],
  provider: 'Hands out an ID token with the right claims, whose signature is broken or was made by somebody else.',
  rightClient:
    'Refuses it. Where the ID token comes straight from the token endpoint over TLS, a client may rely on TLS and look at no signature at all; then it must check the claims, and may not take an ID token from anywhere else.',
  fix: 'Verify the signature with a key of the provider’s key set, chosen by key id; never with a key that the token itself brings, and never take a missing signature for a good one.',
  personas: ['google'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-signature-unchecked', variant: 'altered', verdict: 'info', check: 'signature-checked' },
    { client: 'web', mutant: 'adv-signature-unchecked', variant: 'foreign-key', verdict: 'info', check: 'signature-checked' },
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
