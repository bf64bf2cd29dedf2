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
    says: 'whose exp is the text "never"',
    make: () => ({ claims: { exp: 'never' } }),
  },
  'exp-numeric-text': {
    says: 'whose exp is a good time, but written as a text',
    level: 'MAY',
    make: ({ iat }) => ({ claims: { exp: String(iat + 3600) } }),
  },
  'not-before-tomorrow': {
    says: 'that is valid from tomorrow on (nbf)',
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
  title: 'The ID token is of another time',
  level: 'MUST',
  basis: [
    spec('OIDCC-3.1.3.7'),
    spec('RFC7519-4.1.4'),
    spec('RFC7519-4.1.5'),
    spec('RFC7519-4.1.6'),
    lab('an ID token cannot have been issued tomorrow: whoever takes it takes a forgery, or has a clock that is a day late'),
    lab('how old an iat may be is for each client to say (OIDCC-3.1.3.7, item 10), so an old one is only told'),
  ],
  provider: 'Hands out an ID token, well signed, that has expired, is not valid yet, or has times that cannot be.',
  rightClient:
    'Refuses what has expired or is not valid yet, with a leeway of a few minutes at most, and an exp that is no number. It may also limit how old iat may be.',
  fix: 'Demand that exp is a number and later than now, and that nbf, if there is one, is a number and not later than now; allow a minute or two for clocks.',
  personas: ['google'],
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
