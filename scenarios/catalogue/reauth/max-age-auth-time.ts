import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Older than any reasonable `max_age`. */
const YEAR_SECONDS = 365 * 86_400;
const HOUR_SECONDS = 3600;

const FORGERIES: steps.Forgeries = {
  'auth-time-old': {
    says: 'whose auth_time is an hour older than max_age allows',
    make: ({ iat, maxAgeSeconds = 0 }) => ({ claims: { auth_time: iat - maxAgeSeconds - HOUR_SECONDS } }),
  },
  'auth-time-last-year': {
    says: 'whose auth_time is a year ago',
    make: ({ iat }) => ({ claims: { auth_time: iat - YEAR_SECONDS } }),
  },
  'auth-time-missing': {
    says: 'without auth_time, as of a provider that ignores max_age',
    make: () => ({ claims: { auth_time: null } }),
  },
  'auth-time-no-number': {
    says: 'whose auth_time is the string "now"',
    make: () => ({ claims: { auth_time: 'now' } }),
  },
  'max-age-removed': {
    says: 'of an old session, after somebody removed max_age from the request on its way',
    make: () => ({ claims: {} }),
  },
};

/** Takes max_age out of the authorization request in the browser. */
const withoutMaxAge = (context: model.ScenarioContext) => (url: URL) => {
  if (context.leg === 'judged' && context.variant === 'max-age-removed' && steps.leaves(context)(url))
    url.searchParams.delete('max_age');
  return url;
};

export default model.defineScenario<steps.ForgedLogin>({
  id: 'reauth/max-age-auth-time',
  title: 'The app asks for a recent sign-in (max_age), and gets an old one',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-2'),
    model.spec('OIDCC-3.1.2.1'),
    model.spec('OIDCC-3.1.3.7'),
    model.vendor('A-15'),
    model.lab(
      'item 13 of OIDCC-3.1.3.7 is a SHOULD for every client; one that asks for a recent sign-in to protect something and does not check it is protected by nothing: anybody can take max_age out of the address',
    ),
  ],
  provider: 'Gets max_age, and answers with an ID token of a sign-in that is older, or that does not say when it was.',
  rightClient:
    'Refuses the login: auth_time must be there, and no older than max_age and a minute or two of leeway. It asks again.',
  fix: 'If max_age was sent, require that auth_time is a number and that auth_time + max_age + leeway is not past; otherwise send the person to the provider again with prompt=login.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(FORGERIES),
  bites: [
    {
      client: 'web-recent',
      mutant: 'rea-max-age-unchecked',
      variant: 'auth-time-old',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web-recent',
      mutant: 'rea-max-age-unchecked',
      variant: 'auth-time-last-year',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web-recent',
      mutant: 'rea-auth-time-may-be-missing',
      variant: 'auth-time-missing',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web-recent',
      mutant: 'rea-auth-time-may-be-missing',
      variant: 'max-age-removed',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
    {
      client: 'web-recent',
      mutant: 'rea-auth-time-as-text',
      variant: 'auth-time-no-number',
      verdict: 'fail',
      check: 'forged-id-token-refused',
    },
  ],
  steps: (context) => steps.seeForgedLogin(context, FORGERIES, { rewrite: withoutMaxAge(context) }),
  control: (seen, context) => {
    steps.checkGoodLogins(seen, context);
    const asked = [...seen.honest.asked, ...seen.login.asked];
    if (!asked.some((each) => traffic.paramsOf(each).has('max_age')))
      context.check.skip('The client sends no max_age: it accepts a sign-in of any age at the provider.');
  },
  judge: steps.checkClaimsRefused,
});
