import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const issuer = (says: string, change: (iss: string) => string): steps.Forgeries[string] => ({
  says: `whose issuer is ${says}`,
  make: ({ iss }) => ({ claims: { iss: change(iss) } }),
});

/**
 * Tenants are hosts: the first label of `shop.eu.auth0.com` is the tenant. A local address has no label to spare, and gets one
 * in front.
 */
const ofOtherTenant = (iss: string): string =>
  iss.replace(/^(https?:\/\/)?([^/]+)/, (_, scheme = '', host: string) => {
    const [, ...domain] = host.split('.');
    return `${scheme}other-tenant.${domain.length > 1 ? domain.join('.') : host}`;
  });

const FORGERIES: steps.Forgeries = {
  extended: issuer('the correct issuer with an extra character', (iss) => `${iss}1`),
  'longer-host': issuer('a hostile host with the correct issuer as prefix', (iss) => `${iss}.attacker.example`),
  'inside-hostile': issuer('a hostile URL with the correct issuer as suffix', (iss) => `https://attacker.example/?${iss}`),
  'trailing-slash': issuer('the correct issuer with a trailing slash', (iss) => `${iss}/`),
  'other-tenant': issuer('another tenant or host of the same provider', ofOtherTenant),
  'other-provider': issuer('another provider', () => 'https://login.example'),
  empty: issuer('empty', () => ''),
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-wrong-iss',
  title: 'The ID token comes from another issuer',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.3.7'), spec('OIDCC-2'), spec('RFC8725-3.8')],
  provider: 'Issues a validly signed ID token whose iss differs slightly from the expected issuer.',
  rightClient: 'Compares iss exactly with the configured issuer, refuses the ID token, and signs nobody in.',
  fix: 'Compare iss with the expected issuer for equality (for Google, also its form without https://), never by prefix, by pattern or after normalization.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    { client: 'web', mutant: 'adv-iss-unchecked', variant: 'other-provider', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-iss-prefix', variant: 'longer-host', verdict: 'fail', check: 'forged-id-token-refused' },
    {
      client: 'web-auth0-vendor',
      mutant: 'adv-iss-any-tenant',
      variant: 'other-tenant',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-iss-any-subdomain',
      variant: 'other-tenant',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    { client: 'web', mutant: 'adv-iss-prefix', variant: 'trailing-slash', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
