import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const without = (name: string): steps.Forgeries[string] => ({
  says: `without ${name}`,
  make: () => ({ claims: { [name]: null } }),
});

const FORGERIES: steps.Forgeries = {
  iss: without('iss'),
  sub: without('sub'),
  aud: without('aud'),
  exp: without('exp'),
  iat: without('iat'),
  'sub-empty': { says: 'whose sub is empty', make: () => ({ claims: { sub: '' } }) },
  'sub-number': { says: 'whose sub is a number', make: () => ({ claims: { sub: 1.0769150350006151e20 } }) },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-required-claims-missing',
  title: 'The ID token lacks a required claim',
  level: 'MUST',
  basis: [spec('OIDCC-2'), spec('OIDCC-3.1.3.7')],
  provider: 'Issues a validly signed ID token without one of iss, sub, aud, exp and iat, or with an unusable sub.',
  rightClient: 'Refuses it. Without sub all such users would share one account. A numeric sub loses its last digits.',
  fix: 'Require each of the five claims and its type before you compare its value. A comparison with undefined may pass.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-absent-claims-accepted', variant: 'iss', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-absent-claims-accepted', variant: 'aud', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-absent-claims-accepted', variant: 'exp', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-sub-unchecked', variant: 'sub', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-sub-unchecked', variant: 'sub-number', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-iat-unchecked', variant: 'iat', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
