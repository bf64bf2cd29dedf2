import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const unsigned = (alg: string): steps.Forgeries[string] => ({
  says: `that is unsigned and whose header says "${alg}"`,
  make: () => ({ signature: 'none', header: { alg } }),
});

const FORGERIES: steps.Forgeries = {
  none: unsigned('none'),
  None: unsigned('None'),
  nOnE: unsigned('nOnE'),
  'without-key-id': {
    says: 'that is unsigned, whose header says "none" and names no key',
    make: () => ({ signature: 'none', header: { alg: 'none', kid: null } }),
  },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-alg-none',
  title: 'The ID token says that it needs no signature',
  level: 'MUST',
  basis: [spec('OIDCC-2'), spec('OIDCC-3.1.3.7'), spec('RFC8725-3.1'), spec('RFC8725-3.2')],
  provider: 'Hands out an unsigned ID token whose header names the algorithm "none", in one spelling or another.',
  rightClient:
    'Refuses it: the client knows which algorithm it expects, RS256, and does not ask the token. Only a client that relies on TLS and looks at no signature of the token endpoint at all may take it.',
  fix: 'Give the algorithms that you expect to the function that verifies, as a list of what is allowed, and compare exactly.',
  personas: ['google'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-alg-none', variant: 'none', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-alg-none', variant: 'nOnE', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-alg-none-denylist', variant: 'None', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkSignatureRefused,
});
