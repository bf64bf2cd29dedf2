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
    says: 'that is unsigned, whose header says "none" and has no key id',
    make: () => ({ signature: 'none', header: { alg: 'none', kid: null } }),
  },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-alg-none',
  title: 'The ID token has the algorithm "none"',
  level: 'MUST',
  basis: [spec('OIDCC-2'), spec('OIDCC-3.1.3.7'), spec('RFC8725-3.1'), spec('RFC8725-3.2')],
  provider: 'Issues an unsigned ID token whose header has the algorithm "none", in several spellings.',
  rightClient:
    'Refuses it: the client accepts only RS256, and does not read the algorithm from the token. Only a client that relies on TLS for tokens of the token endpoint may accept it.',
  fix: 'Pass a list of allowed algorithms to the verify function, and compare them exactly.',
  personas: ['google', 'auth0'],
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
