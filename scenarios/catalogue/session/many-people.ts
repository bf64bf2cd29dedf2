import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Delay of an answer in milliseconds, so that what two people ask for overlaps. */
const SLOW_MS = 150;

interface Seen {
  readonly signIn: model.Visit;
  /** The first person alone. */
  readonly alone: steps.Turn;
  readonly other: model.Visitor;
  readonly turns: readonly steps.Turn[];
  /** Requests that renew a token while both used the app, and answers with tokens until then. */
  readonly refreshes: readonly Exchange[];
  readonly given: readonly Exchange[];
}

type Context = model.ScenarioContext;
type Way = (context: Context, other: model.Visitor) => Promise<readonly steps.Turn[]>;

const needVerb = ({ app, check }: Context, verb: model.VerbName): void => {
  if (!app.verbs.has(verb)) check.skip(`The app has no verb ${verb}.`);
};

const takingTurns: Way = async (context, other) => {
  const { person } = context;
  await other.signsIn();
  return [await steps.seeTurn(person, context), await steps.seeTurn(other, context), await steps.seeTurn(person, context)];
};

const atOnce: Way = async (context, other) => {
  await other.signsIn();
  await steps.strikeAll(context, ['api'], { at: 'reply', do: { delayMs: SLOW_MS } });
  return steps.seeTogether([context.person, other], context);
};

/** Both begin a login in a new browser before either has finished. */
const signingIn: Way = async (context, other) => {
  const mine = await context.person.inNewBrowser();
  if (traffic.passwordLoginOf(context)) await Promise.all([mine.signsIn(), other.signsIn()]);
  else {
    const [first, second] = [await steps.holdCallback(mine, context), await steps.holdCallback(other, context)];
    await mine.opens(first.callback);
    await other.opens(second.callback);
  }
  return [await steps.seeTurn(mine, context), await steps.seeTurn(other, context)];
};

const refreshing: Way = async (context, other) => {
  needVerb(context, 'useResource');
  const { person, wire, world } = context;
  await other.signsIn();
  const logins = (await wire.logins()).filter(traffic.isLogin);
  const refreshToken = logins.map((login) => traffic.memberOf(login, 'refresh_token')).findLast(Boolean);
  steps.needRefreshToken({ hasLogin: logins.length > 0, refreshToken }, context);
  await traffic.outliveAccessTokens(context);
  const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
  await world.faults.inject({ ...on, at: 'reply', do: { delayMs: SLOW_MS } });
  return steps.seeTogether([person, other], context);
};

/** The browser is back from the provider, with a code or an error. */
const isBack = (context: Context) => {
  const [isAnswer, isOutside] = [steps.isAnswerOf(context), steps.leaves(context)];
  return (url: URL): boolean => isAnswer(url) || (!isOutside(url) && url.searchParams.has('error'));
};

/** Both have asked for something, and must sign in again for it. Neither has come back from the provider when the other one leaves. */
const resuming: Way = async (context, other) => {
  needVerb(context, 'useResource');
  const { check, person, wire } = context;
  const people = [person, other];
  await other.signsIn();
  for (const { key } of people) await traffic.removeApp(context, key);
  const stopBefore = isBack(context);
  const held = new Map<model.Visitor, model.Visit>();
  for (const who of people) held.set(who, await who.usesResource({ stopBefore }));
  const posted = steps.whyNoCallback((await wire.authorizations()).at(-1));
  if (posted) check.skip(posted);
  const waits = (visit: model.Visit | undefined) => visit?.end === 'stuck' && stopBefore(visit.url);
  if (![...held.values()].some(waits))
    check.skip('After the end of a grant the app does not go through the provider by itself: no request waits there.');
  return steps.seeTogether(people, context, async (who) => {
    const { url, canary, ...visit } = held.get(who) ?? (await who.opens('/'));
    if (!waits({ ...visit, url })) return { ...visit, url };
    return { ...(await who.opens(url)), ...(canary === undefined ? {} : { canary }) };
  });
};

const signingOut =
  (verb: 'signOut' | 'signOutEverywhere'): Way =>
  async (context, other) => {
    needVerb(context, verb);
    const { person } = context;
    await other.signsIn();
    const before = await steps.seeTurn(other, context);
    if (verb === 'signOut') await person.signsOut();
    else await person.signsOutEverywhere();
    return [before, await steps.seeTurn(other, context)];
  };

const WAYS: Readonly<Record<string, Way>> = {
  'taking-turns': takingTurns,
  'at-once': atOnce,
  'signing-in-together': signingIn,
  'refreshing-together': refreshing,
  'resuming-together': resuming,
  'one-signs-out': signingOut('signOut'),
  'one-signs-out-everywhere': signingOut('signOutEverywhere'),
};

/** Refresh tokens by the person whom they were given to. */
const ownersIn = (given: readonly Exchange[]): ReadonlyMap<string, string> =>
  new Map(
    given.flatMap((each) => {
      const [token, { person }] = [traffic.memberOf(each, 'refresh_token'), each];
      return token === undefined || person === undefined ? [] : [[token, person] as const];
    }),
  );

const checkRefreshes = ({ turns, given, refreshes }: Seen, check: model.Checks): void => {
  const owners = ownersIn(given);
  const renewed = refreshes.map((each) => owners.get(traffic.renewedTokenOf(each) ?? ''));
  const left = turns.find(({ who }) => !renewed.includes(who.key))?.who.name;
  const found = `${traffic.count(refreshes.length, 'refresh request')} while the tokens of both had expired, and none with the refresh token of ${left}`;
  check.must(
    'own-refresh',
    'The token of each person is renewed with their own refresh token',
    left === undefined,
    found,
    refreshes,
  );
};

export default model.defineScenario<Seen>({
  id: 'session/many-people',
  title: 'Two people use the app at the same time, each in a browser of their own',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('RFC6749-1.4'),
    model.spec('RFC6749-1.5'),
    model.lab(
      'One program serves everybody: what it keeps once and not for each person, such as a client object, a token or a login under way, one person leaves for the next.',
    ),
  ],
  provider: 'Behaves correctly. A second person signs in to the app while the first one is signed in.',
  rightClient:
    'Keeps tokens, logins under way, waiting requests and refreshes for each person or browser, and ends the sessions of the person who signs out only.',
  fix: 'Look for what your server keeps outside the session: a token, a client object with credentials, a login, a promise, a cached answer in a module variable. Keep each by session or by account.',
  fixes: {
    'nobody-else-shown':
      'Read who is signed in from the session of this request. Cache answers about a person by the id of that person.',
    'own-token':
      'Pass the token of the session to each call, instead of setting it once on a client object that all requests share.',
    'own-refresh': 'Store the promise of a refresh in progress by person, and not in one variable for all.',
    'done-once': 'Store a request that waits for a login with that login, by its state, and not in one variable for all.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn'],
  // A program on a device has one person.
  kinds: ['web', 'spa', 'api'],
  shows: [],
  variants: {
    'taking-turns': 'both are signed in, and use the app one after the other',
    'at-once': 'both are signed in, and use the app at the same moment, while the API answers slowly',
    'signing-in-together': 'both begin to sign in before either has finished',
    'refreshing-together': 'the access tokens of both have expired, and both use the app at the same moment',
    'resuming-together': 'the grants of both have ended, and both go through the provider in the middle of what they asked for',
    'one-signs-out': 'the first one signs out',
    'one-signs-out-everywhere': 'the first one signs out on all devices',
  },
  variantPersonas: {
    'refreshing-together': ['google', 'auth0'],
    'resuming-together': ['google', 'facebook', 'auth0'],
  },
  motion: 'age',
  limitSeconds: 45,
  bites: [
    { client: 'web', mutant: 'sess-one-token-for-all', variant: 'taking-turns', verdict: 'fail', check: 'own-token' },
    { client: 'web', mutant: 'sess-last-login-for-all', variant: 'taking-turns', verdict: 'fail', check: 'nobody-else-shown' },
    { client: 'web', mutant: 'sess-first-answer-for-all', variant: 'taking-turns', verdict: 'fail', check: 'nobody-else-shown' },
    { client: 'web', mutant: 'sess-latest-request-for-all', variant: 'at-once', verdict: 'fail', check: 'own-token' },
    { client: 'web', mutant: 'login-one-slot-for-all', variant: 'signing-in-together', verdict: 'fail', check: 'signed-in' },
    { client: 'web', mutant: 'ref-one-refresh-for-all', variant: 'refreshing-together', verdict: 'fail', check: 'own-refresh' },
    { client: 'web', mutant: 'rea-one-request-for-all', variant: 'resuming-together', verdict: 'fail', check: 'done-once' },
    {
      client: 'web-online',
      mutant: 'rea-one-request-for-all',
      variant: 'resuming-together',
      verdict: 'fail',
      check: 'done-once',
    },
    { client: 'web', mutant: 'out-ends-everybody', variant: 'one-signs-out', verdict: 'fail', check: 'signed-in' },
    {
      client: 'web',
      mutant: 'out-everywhere-is-everybody',
      variant: 'one-signs-out-everywhere',
      verdict: 'fail',
      check: 'signed-in',
    },
    { client: 'graph-client', mutant: 'sess-one-token-for-all', variant: 'taking-turns', verdict: 'fail', check: 'own-token' },
    {
      client: 'graph-client',
      mutant: 'sess-last-login-for-all',
      variant: 'taking-turns',
      verdict: 'fail',
      check: 'nobody-else-shown',
    },
    {
      client: 'graph-client',
      mutant: 'login-one-slot-for-all',
      variant: 'signing-in-together',
      verdict: 'fail',
      check: 'signed-in',
    },
    {
      client: 'graph-client',
      mutant: 'rea-one-request-for-all',
      variant: 'resuming-together',
      verdict: 'fail',
      check: 'done-once',
    },
    { client: 'graph-client', mutant: 'out-ends-everybody', variant: 'one-signs-out', verdict: 'fail', check: 'signed-in' },
    { client: 'rest', mutant: 'sess-one-token-for-all', variant: 'taking-turns', verdict: 'fail', check: 'own-token' },
    { client: 'rest-tokens', mutant: 'sess-one-token-for-all', variant: 'taking-turns', verdict: 'fail', check: 'own-token' },
    { client: 'rest', mutant: 'sess-first-answer-for-all', variant: 'taking-turns', verdict: 'fail', check: 'nobody-else-shown' },
    { client: 'rest', mutant: 'sess-latest-request-for-all', variant: 'at-once', verdict: 'fail', check: 'nobody-else-shown' },
    { client: 'rest', mutant: 'out-ends-everybody', variant: 'one-signs-out', verdict: 'fail', check: 'signed-in' },
    {
      client: 'rest',
      mutant: 'out-everywhere-is-everybody',
      variant: 'one-signs-out-everywhere',
      verdict: 'fail',
      check: 'signed-in',
    },
    {
      client: 'two-providers',
      mutant: 'sess-last-login-for-all',
      variant: 'taking-turns',
      verdict: 'fail',
      check: 'nobody-else-shown',
    },
    {
      client: 'two-providers',
      mutant: 'login-one-slot-for-all',
      variant: 'signing-in-together',
      verdict: 'fail',
      check: 'signed-in',
    },
  ],
  async steps(context) {
    const { app, check, person, settled, twist, wire } = context;
    if (!app.verbs.has('whoAmI') && !app.verbs.has('useResource'))
      check.skip('The app has neither the verb whoAmI nor useResource, so nothing shows for whom it works.');
    const signIn = await person.signsIn();
    const alone = await steps.seeTurn(person, context);
    const other = await context.secondPerson();
    const turns = (await twist(() => WAYS[context.variant ?? '']?.(context, other))) ?? [];
    await settled();
    const all = await wire.all();
    return { signIn, alone, other, turns, given: all.filter(steps.givesTokens), refreshes: all.filter(traffic.isRenewal) };
  },
  control({ signIn, alone }, { check, person }) {
    check.must('signs-in', 'One person can sign in', signIn.ok, traffic.describeVisit(signIn));
    const bad = [alone.work?.visit, alone.whoAmI].find((visit) => visit && !visit.ok);
    check.must('works', `For ${person.name} alone the app works`, !bad, bad ? traffic.describeVisit(bad) : '');
  },
  judge(seen, context) {
    const { alone, other, turns, refreshes } = seen;
    if (context.variant === 'refreshing-together') {
      if (refreshes.length === 0) context.check.skip('No refresh was seen after the access tokens of both were refused.');
      checkRefreshes(seen, context.check);
    }
    steps.checkTurns(alone, turns, [context.person, other], context);
  },
});
