import { defineScenario, lab, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

const DAY_SECONDS = 86_400;

const FORGERIES: steps.Forgeries = {
  'expired-6-minutes': {
    says: 'that expired six minutes ago',
    make: ({ iat }) => ({ claims: { exp: iat - 360 } }),
  },
  'expired-yesterday': {
    says: 'that expired yesterday',
    make: ({ iat }) => ({ claims: { iat: iat - DAY_SECONDS - 3600, exp: iat - DAY_SECONDS } }),
  },
  'exp-no-number': {
    says: 'whose exp is the string "never"',
    make: () => ({ claims: { exp: 'never' } }),
  },
  'exp-numeric-text': {
    says: 'whose exp is a valid time as a string',
    level: 'MAY',
    make: ({ iat }) => ({ claims: { exp: String(iat + 3600) } }),
  },
  'not-before-tomorrow': {
    says: 'that is valid from tomorrow (nbf)',
    make: ({ iat }) => ({ claims: { nbf: iat + DAY_SECONDS, exp: iat + 2 * DAY_SECONDS } }),
  },
  'issued-tomorrow': {
    says: 'that was issued tomorrow (iat)',
    level: 'SHOULD',
    make: ({ iat }) => ({ claims: { iat: iat + DAY_SECONDS, exp: iat + DAY_SECONDS + 3600 } }),
  },
  'issued-last-week': {
    says: 'that was issued a week ago and has not expired',
    level: 'MAY',
    make: ({ iat }) => ({ claims: { iat: iat - 7 * DAY_SECONDS } }),
  },
};

export default defineScenario<steps.ForgedLogin>({
  id: 'adversarial/idtoken-time-claims',
  title: 'The ID token is expired, or not valid yet',
  level: 'MUST',
  basis: [
    spec('OIDCC-3.1.3.7'),
    spec('RFC7519-4.1.4'),
    spec('RFC7519-4.1.5'),
    spec('RFC7519-4.1.6'),
    lab('an ID token cannot be issued tomorrow: it is forged, or the clock of the client is a day late'),
    lab('each client decides how old iat may be (OIDCC-3.1.3.7, item 10), so an old one is only reported'),
  ],
  provider: 'Issues a validly signed ID token that has expired, is not valid yet, or has impossible times.',
  rightClient:
    'Refuses an ID token that has expired or is not valid yet, with a leeway of a few minutes at most, and an exp that is not a number. It may also limit the age of iat.',
  fix: 'Require that exp is a number later than now, and that nbf, if present, is a number not later than now. Allow one or two minutes of clock skew.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    {
      client: 'web',
      mutant: 'adv-exp-unchecked',
      variant: 'expired-6-minutes',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-exp-unchecked',
      variant: 'expired-yesterday',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-exp-text-accepted',
      variant: 'exp-no-number',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web',
      mutant: 'adv-nbf-unchecked',
      variant: 'not-before-tomorrow',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    { client: 'web', mutant: 'adv-iat-unchecked', variant: 'issued-tomorrow', verdict: 'warn', check: 'forged-id-token-refused' },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES),
  control: steps.checkGoodLogins,
  judge: steps.checkClaimsRefused,
});
