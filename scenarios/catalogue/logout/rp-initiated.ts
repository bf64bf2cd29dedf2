import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: model.Visit;
  readonly signedIn: boolean;
  readonly out: model.Visit | undefined;
  readonly isOut: boolean;
  /** Requests to the provider's sign-out addresses. */
  readonly logouts: readonly Exchange[];
  readonly again: model.Visit;
  readonly askedAgain: readonly Exchange[];
  /** A visit to the return address that the app did not ask for, by a person who is signed in. */
  readonly foreign: model.Visit | undefined;
  readonly stillIn: boolean;
  /** Of a second sign-out. */
  readonly later: readonly Exchange[];
}

/** Variants in which the provider does not sign the person out. */
const HINDERED = new Set<string | undefined>(['refused', 'unavailable']);

/** Within the leeway that clients allow when they check an ID token, and over all the same. */
const OVER_SECONDS = -20;

/** Gives the app an ID token that is over by its own `exp`: ageing the world changes nothing in a token that was issued. */
const giveExpiredHint = async ({ person, world, check, wire }: model.ScenarioContext): Promise<void> => {
  for (const on of steps.goodClaimsOf(await wire.all())?.from ?? [])
    await world.faults.inject({ on, do: { tamperIdToken: { claimsFromNow: { exp: OVER_SECONDS } } } });
  await person.signsIn();
  await world.faults.clear();
  if (!(await person.isSignedIn()))
    check.skip(
      `The client took no ID token that is over by ${-OVER_SECONDS} seconds: it allows no leeway, and gets no expired one here.`,
    );
};

const hinder = async (context: model.ScenarioContext): Promise<void> => {
  const { world, variant, changeClient } = context;
  if (variant === 'hint-expired') await giveExpiredHint(context);
  if (variant === 'refused') await changeClient({ logoutUrls: [] });
  if (variant === 'unavailable') await world.faults.inject({ on: 'logout', do: { status: 503 } });
};

/** The way back with another state, or without one. */
const returning =
  (context: model.ScenarioContext) =>
  (url: URL): URL => {
    if (steps.leaves(context)(url) || !url.searchParams.has('state')) return url;
    if (context.variant === 'other-state') url.searchParams.set('state', 'of-somebody-else');
    if (context.variant === 'no-state') url.searchParams.delete('state');
    return url;
  };

const logoutsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'logout');

const namesItself = (logout: Exchange): boolean =>
  ['id_token_hint', 'client_id', 'logout_hint'].some((name) => traffic.paramsOf(logout).get(name));

/** Somebody sends a person who is signed in to the address at which the app ends a sign-out. */
const visitReturn = async (context: model.ScenarioContext, logouts: readonly Exchange[]): Promise<model.Visit | undefined> => {
  const address = logouts.map(steps.returnAddressOf).find(Boolean);
  if (address === undefined) return undefined;
  const url = new URL(address);
  if (context.variant !== 'no-state') url.searchParams.set('state', 'of-somebody-else');
  return context.person.opens(url);
};

/** Checks that the provider's session is over too. An app may leave it on purpose, if it asks at the next sign-in. */
const checkProviderSession = (seen: Seen, { check }: model.ScenarioContext): void => {
  const { logouts, again, askedAgain } = seen;
  const offers = askedAgain.some((each) => traffic.readingConventionsOf(each).offersAccount(traffic.paramsOf(each)));
  const title = 'The session at the provider ends with it';
  if (logouts.length === 0 && offers) {
    check.info('ends-provider-session', title, 'it goes on; the next sign-in asks who signs in', askedAgain);
    return;
  }
  const why = logouts.length === 0 ? 'the browser was not sent there' : logouts.map(traffic.describeExchange).join('; ');
  const found = `the next sign-in needed no page of the provider: its session goes on (${why})`;
  check.should('ends-provider-session', title, steps.sawPage(again), found, logouts);
};

const checkRequests = ({ out, logouts, later }: Seen, { check }: model.ScenarioContext): void => {
  const unnamed = logouts.filter((each) => traffic.queryOf(each).size > 0 && !namesItself(each));
  const found = 'neither id_token_hint nor client_id was sent, so the provider does not know whose sign-out it is';
  check.should('names-session', 'The request says whose session ends', unnamed.length === 0, found, unnamed);
  if (logouts.some(steps.returnAddressOf) && out)
    check.must(
      'comes-back',
      'The browser comes back to a page of the app',
      out.end === 'done' && out.status < 500,
      traffic.describeVisit(out),
      logouts,
    );
  const guessable = steps.guessableState([...logouts, ...later]);
  check.should('state-unguessable', 'The state, if there is one, is new each time', !guessable, guessable ?? '', [
    ...logouts,
    ...later,
  ]);
};

export default model.defineScenario<Seen>({
  id: 'logout/rp-initiated',
  title: 'The app signs the person out at the provider as well',
  level: 'MUST',
  basis: [
    model.rpInitiatedLogout('2'),
    model.rpInitiatedLogout('3'),
    model.rpInitiatedLogout('4'),
    model.vendor('A-111'),
    model.vendor('A-112'),
    model.vendor('A-115'),
    model.lab('a return address that ends the session of whoever visits it lets any page sign people out'),
  ],
  seedQuestion: 'S3',
  provider:
    'Has an address that ends its session and leads back to the app. It may refuse, fail, or be visited by somebody else.',
  rightClient:
    'Ends its own session first, then sends the browser to the end_session_endpoint with id_token_hint (expired or not) and a registered return address. A return with a foreign state changes nothing.',
  fix: 'End the local session, then redirect the browser to end_session_endpoint of the metadata with id_token_hint, post_logout_redirect_uri and a random state kept in a cookie. Do nothing at the return address but show a page.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI', 'signOut'],
  shows: [],
  variants: {
    'hint-valid': 'the ID token of the session is valid',
    'hint-expired': 'the ID token of the session is over when the person signs out',
    'other-state': 'the browser comes back with another state',
    'no-state': 'the browser comes back without a state',
    refused: 'the provider refuses: the return address is no longer registered',
    unavailable: 'the provider answers 503',
  },
  bites: [
    {
      client: 'web',
      mutant: 'out-local-only',
      variant: 'hint-valid',
      verdict: 'warn',
      check: 'ends-provider-session',
      honestPasses: false,
    },
    {
      client: 'web',
      mutant: 'out-provider-from-server',
      variant: 'hint-valid',
      verdict: 'warn',
      check: 'ends-provider-session',
      honestPasses: false,
    },
    {
      client: 'web',
      mutant: 'out-names-nobody',
      variant: 'hint-valid',
      verdict: 'warn',
      check: 'names-session',
      honestPasses: false,
    },
    {
      client: 'web',
      mutant: 'out-constant-state',
      variant: 'hint-valid',
      verdict: 'warn',
      check: 'state-unguessable',
      honestPasses: false,
    },
    { client: 'web', mutant: 'out-hint-only-if-live', variant: 'hint-expired', verdict: 'warn', check: 'names-session' },
    {
      client: 'web',
      mutant: 'out-expired-stays-at-provider',
      variant: 'hint-expired',
      verdict: 'warn',
      check: 'ends-provider-session',
    },
    { client: 'web', mutant: 'out-ends-on-return', variant: 'refused', verdict: 'fail', check: 'signed-out' },
    {
      client: 'web',
      mutant: 'out-foreign-return-ends',
      variant: 'other-state',
      verdict: 'fail',
      check: 'foreign-return-harmless',
    },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled } = context;
    const login = await person.signsIn();
    const signedIn = await person.isSignedIn();
    await twist(() => hinder(context));
    const mark = traffic.markOf(await wire.all());
    const out = await person.signsOut(context.leg === 'judged' ? { rewrite: returning(context) } : {});
    await settled();
    const isOut = !(await person.isSignedIn());
    const logouts = logoutsIn(traffic.after(await wire.all(), mark));
    await twist(() => world.faults.clear());
    const clicked = traffic.markOf(await wire.all());
    const again = await person.signsIn();
    const askedAgain = traffic.after(await wire.authorizations(), clicked);
    const foreign = await twist(() => visitReturn(context, logouts));
    const stillIn = await person.isSignedIn();
    const second = traffic.markOf(await wire.all());
    await twist(() => person.signsOut());
    await settled();
    const later = logoutsIn(traffic.after(await wire.all(), second));
    return { login, signedIn, out, isOut, logouts, again, askedAgain, foreign, stillIn, later };
  },
  control({ login, signedIn, again, stillIn }, { check }) {
    const bad = login.ok ? again : login;
    check.must('works', 'Signing in works, also after signing out', signedIn && stillIn, traffic.describeVisit(bad));
  },
  judge(seen, context) {
    const { out, isOut, foreign, stillIn, again } = seen;
    const { check, person, variant } = context;
    const still = `the app still shows ${person.name} as signed in; ${out ? traffic.describeVisit(out) : ''}`;
    check.must('signed-out', 'The person is signed out at the app, whatever the provider does', isOut, still);
    if (!HINDERED.has(variant)) {
      checkProviderSession(seen, context);
      checkRequests(seen, context);
    }
    const ended = `a visit to the return address signed ${person.name} out; ${foreign ? traffic.describeVisit(foreign) : ''}`;
    if (foreign && again.ok)
      check.must('foreign-return-harmless', 'A return that the app did not ask for ends nothing', stillIn, ended);
  },
});
