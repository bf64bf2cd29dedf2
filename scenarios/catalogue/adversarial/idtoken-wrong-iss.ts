import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const issuer = (says: string, change: (iss: string) => string): steps.Forgeries[string] => ({
  says: `whose issuer is ${says}`,
  make: ({ iss }) => ({ claims: { iss: change(iss) } }),
});

const FORGERIES: steps.Forgeries = {
  extended: issuer('the right one with a character after it', (iss) => `${iss}1`),
  'longer-host': issuer('a hostile host that begins like the right one', (iss) => `${iss}.attacker.example`),
  'inside-hostile': issuer('a hostile address that ends with the right one', (iss) => `https://attacker.example/?${iss}`),
  'trailing-slash': issuer('the right one with a slash after it', (iss) => `${iss}/`),
  'other-tenant': issuer('another tenant of the same provider', (iss) => `${iss}/other-tenant`),
  'other-provider': issuer('another provider', () => 'https://login.example'),
  empty: issuer('empty', () => ''),
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-wrong-iss',
  title: 'The ID token comes from another issuer',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-2'), spec('RFC8725-3.8')],
  provider: 'Hands out an ID token, well signed, whose iss is almost, but not exactly, the issuer that the client knows.',
  rightClient:
    'Compares iss with the issuer of its configuration character by character, refuses the ID token, and signs nobody in.',
  fix: 'Compare iss for equality with the known issuer (with Google, also its form without https://); never by prefix, by pattern or after cleaning it up.',
  personas: ['google'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-iss-unchecked', variant: 'other-provider', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-iss-prefix', variant: 'longer-host', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-iss-prefix', variant: 'trailing-slash', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
