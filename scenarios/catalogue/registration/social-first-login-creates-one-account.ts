import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visits: readonly model.Visit[];
  /** The texts that the two browsers stored in their accounts. */
  readonly kept: readonly steps.Keeping[];
  /** What each of them, and a later login, sees after both stored a text. */
  readonly shown: readonly model.Visit[];
  readonly later: model.Visit;
}

const stateOf = ({ callback }: { readonly callback: URL }): string | null => callback.searchParams.get('state');

/** Two first logins of the same person in progress: in two browsers, or in two tabs of one. */
const placesOf = async ({ person, variant, ...context }: model.ScenarioContext) => {
  if (variant === 'two-browsers') {
    const second = await person.inNewBrowser();
    return [
      [person, await steps.holdCallback(person, context)],
      [second, await steps.holdCallback(second, context)],
    ] as const;
  }
  const [first, next] = [await steps.holdCallback(person, context), await steps.holdCallback(person, context)];
  if (stateOf(first) === stateOf(next))
    context.check.skip(
      'The callbacks of two tabs do not say which login they answer: the client keeps one for each browser. login/two-tabs-interleaved judges that.',
    );
  // Each tab gets a copy of the current cookies, so that their answers do not overwrite each other.
  return [
    [person, first],
    [await person.copied(), next],
  ] as const;
};

/** Retries a login that ended on a retry page; login/two-tabs-interleaved judges that. */
const tryAgain = async (who: model.Visitor, visit: model.Visit): Promise<model.Visit> =>
  visit.end === 'done' && visit.status >= 400 && visit.status < 500 ? who.signsIn() : visit;

type Places = Awaited<ReturnType<typeof placesOf>>;

/** How long the provider waits for the second code. A client that handles one callback after the other does not send it. */
const LONGEST_WAIT_SECONDS = 2;

/** Both codes are redeemed before either answer leaves, so that what the client does with them overlaps. */
const arriveAtOnce = async (context: model.ScenarioContext, places: Places): Promise<readonly model.Visit[]> => {
  const redemption = { on: 'token', where: { grantType: 'authorization_code' }, at: 'reply' } as const;
  const held = await steps.hold(context, redemption, places.length);
  const visits = Promise.all(places.map(([who, { callback }]) => who.opens(callback)));
  await steps.atMost(LONGEST_WAIT_SECONDS, held.arrived(visits));
  await held.release();
  return visits;
};

/** Completes both logins: the callbacks arrive concurrently, or in the control leg in sequence. One retry ends before the next, which would replace it. */
const arrive = async (context: model.ScenarioContext, places: Places): Promise<readonly model.Visit[]> => {
  const atOnce = await context.twist(() => arriveAtOnce(context, places));
  const visits: model.Visit[] = [];
  for (const [i, [who, { callback }]] of places.entries())
    visits.push(await tryAgain(who, atOnce?.[i] ?? (await who.opens(callback))));
  return visits;
};

/** Does something in an account. Who is turned away signs in again: an app may keep one session for each person, which the other login ended. */
const signedIn = async <T>(who: model.Visitor, action: () => Promise<T>, visitOf: (done: T) => model.Visit): Promise<T> => {
  const done = await action();
  if (visitOf(done).ok) return done;
  await who.signsIn();
  return action();
};

const store = (who: model.Visitor, context: model.ScenarioContext): Promise<steps.Keeping> =>
  signedIn(
    who,
    () => steps.seeStore(who, context),
    ({ visit }) => visit,
  );

const recall = (who: model.Visitor, context: model.ScenarioContext): Promise<model.Visit> =>
  signedIn(
    who,
    () => steps.seeRecall(who, context),
    (visit) => visit,
  );

export default model.defineScenario<Seen>({
  id: 'registration/social-first-login-creates-one-account',
  title: 'A new person signs in twice at the same time',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.lab('Repeated clicks, restored tabs and a second device start a first login twice. One person has one account.'),
  ],
  provider:
    'Answers two first logins of the same person with valid codes. Both callbacks arrive, and both codes are redeemed, at the same time.',
  rightClient: 'Creates one account for both, which later logins find too. Neither login ends on an error.',
  fix: 'Make issuer and subject unique in the database, and create the account in one statement (insert … on conflict do nothing, then read). Do not check first and insert later.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'store', 'recall'],
  shows: [],
  variants: {
    'two-tabs': 'in two tabs of one browser',
    'two-browsers': 'in two browsers, as on a laptop and a phone',
  },
  bites: [
    { client: 'web', mutant: 'reg-two-callbacks-two-accounts', variant: 'two-tabs', verdict: 'fail', check: 'one-account' },
    { client: 'web', mutant: 'reg-two-callbacks-two-accounts', variant: 'two-browsers', verdict: 'fail', check: 'one-account' },
    { client: 'web', mutant: 'reg-second-callback-crashes', variant: 'two-browsers', verdict: 'fail', check: 'both-arrive' },
    {
      client: 'graph-client',
      mutant: 'reg-two-callbacks-two-accounts',
      variant: 'two-tabs',
      verdict: 'fail',
      check: 'one-account',
    },
    { client: 'graph-client', mutant: 'reg-second-callback-crashes', variant: 'two-tabs', verdict: 'fail', check: 'both-arrive' },
  ],
  async steps(context) {
    const places = await placesOf(context);
    const visits = await arrive(context, places);
    const kept: steps.Keeping[] = [];
    for (const [who] of places) kept.push(await store(who, context));
    const shown: model.Visit[] = [];
    for (const [who] of places) shown.push(await recall(who, context));
    const back = await context.person.inNewBrowser();
    await back.signsIn();
    await context.settled();
    return { visits, kept, shown, later: await steps.seeRecall(back, context) };
  },
  control({ kept: [kept], shown: [shown] }, context) {
    if (kept && shown) steps.checkKeeps(shown, kept, context);
  },
  judge({ visits, kept, shown, later }, { check }) {
    const stranded = visits.find(({ ok }) => !ok);
    check.must('both-arrive', 'Both callbacks sign the person in', !stranded, stranded ? traffic.describeVisit(stranded) : '');
    if (stranded) return;
    const complete = (visit: model.Visit) => kept.every((each) => steps.isKeptIn(visit, each));
    const apart = shown.find((visit) => !complete(visit));
    const two = `what was stored after one of the callbacks is not shown after the other: ${apart ? traffic.describeVisit(apart) : ''}`;
    check.must('one-account', 'Both logins lead to one account', !apart, two);
    const lost = `a later login shows less than was stored: ${traffic.describeVisit(later)}`;
    check.must('found-again', 'A later login leads to the same account', complete(later), lost);
  },
});
