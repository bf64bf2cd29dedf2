import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const STRANGER = '733502934100-s0mebodye1se.apps.googleusercontent.com';

const FORGERIES: steps.Forgeries = {
  'without-azp': {
    says: 'for this client and another client, without azp',
    make: ({ aud }) => ({ claims: { aud: [aud, STRANGER], azp: null } }),
  },
  'foreign-azp': {
    says: 'for this client and another client, which is its azp',
    make: ({ aud }) => ({ claims: { aud: [aud, STRANGER], azp: STRANGER } }),
  },
  'stranger-first': {
    says: 'for another client and this client, and azp is the other client',
    make: ({ aud }) => ({ claims: { aud: [STRANGER, aud], azp: STRANGER } }),
  },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-untrusted-extra-aud',
  title: 'The ID token names another audience beside this client',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-2')],
  provider: 'Issues a validly signed ID token whose aud lists the client and an unknown audience.',
  rightClient:
    'Refuses it: the other audience holds the same ID token and could present it here. A client that has reason to trust the other audience may say so in its configuration.',
  fix: 'If aud lists more than your client id, refuse unless you trust every other audience. If you check azp, require that it equals your client id.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    {
      client: 'web',
      mutant: 'adv-extra-aud-accepted',
      variant: 'without-azp',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-extra-aud-accepted',
      variant: 'stranger-first',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    { client: 'web', mutant: 'adv-aud-first-only', variant: 'foreign-azp', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
