import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const audience = (says: string, change: (clientId: string) => unknown): steps.Forgeries[string] => ({
  says: `whose audience is ${says}`,
  make: ({ aud }) => ({ claims: { aud: change(aud) } }),
});

const OTHER = '733502934100-s0mebodye1se.apps.googleusercontent.com';

const FORGERIES: steps.Forgeries = {
  extended: audience('the client id with an extra character', (id) => `${id}1`),
  'other-client': audience('another client', () => OTHER),
  'other-clients': audience('a list of other clients', () => [OTHER, `2${OTHER}`]),
  'inside-longer': audience('a longer string that contains the client id', (id) => `x-${id}-x`),
  'inside-one-of-list': audience('a list with a longer string that contains the client id', (id) => [`x,${id},x`]),
  'empty-list': audience('an empty list', () => []),
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-wrong-aud',
  title: 'The ID token was issued to another client',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-2'), spec('RFC8725-3.9')],
  provider: 'Issues a validly signed ID token for another client, such as an attacker’s.',
  rightClient: 'Requires its own client id in aud, refuses the ID token, and signs nobody in.',
  fix: 'Compare aud, or each member of its list, with your client id for equality. azp does not replace aud.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-aud-unchecked', variant: 'other-client', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-aud-substring', variant: 'inside-longer', verdict: 'fail', check: 'forged-id-token-refused' },
    {
      client: 'web',
      mutant: 'adv-aud-substring',
      variant: 'inside-one-of-list',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
