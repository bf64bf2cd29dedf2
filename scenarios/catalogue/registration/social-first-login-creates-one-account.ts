import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visits: readonly model.Visit[];
  /** What each of the two had the account keep that it found itself in. */
  readonly kept: readonly steps.Keeping[];
  /** What each of them sees after both have stored something, and then a browser that signs in later. */
  readonly shown: readonly model.Visit[];
  readonly later: model.Visit;
}

/** Two places in which a first login of the same person is under way: two browsers, or two tabs of one. */
const placesOf = async ({ person, variant, ...context }: model.ScenarioContext) => {
  if (variant === 'two-browsers') {
    const second = await person.inNewBrowser();
    return [
      [person, await steps.holdCallback(person, context)],
      [second, await steps.holdCallback(second, context)],
    ] as const;
  }
  const [first, next] = [await steps.holdCallback(person, context), await steps.holdCallback(person, context)];
  // The cookies of this moment twice, so that the answer to one tab does not hide the answer to the other.
  return [
    [person, first],
    [await person.copied(), next],
  ] as const;
};

/** Who is asked in all friendliness to try again does so; how many tabs may arrive is told by login/two-tabs-interleaved. */
const tryAgain = async (who: model.Visitor, visit: model.Visit): Promise<model.Visit> =>
  visit.end === 'done' && visit.status >= 400 && visit.status < 500 ? who.signsIn() : visit;

/** Lets both arrive: at once, or on an honest day one after the other. */
const arrive = async (
  context: model.ScenarioContext,
  places: Awaited<ReturnType<typeof placesOf>>,
): Promise<readonly model.Visit[]> => {
  const go = places.map(
    ([who, { callback }]) =>
      async () =>
        tryAgain(who, await who.opens(callback)),
  );
  const atOnce = await context.twist(() => Promise.all(go.map((each) => each())));
  if (atOnce) return atOnce;
  const visits: model.Visit[] = [];
  for (const each of go) visits.push(await each());
  return visits;
};

export default model.defineScenario<Seen>({
  id: 'registration/social-first-login-creates-one-account',
  title: 'A newcomer arrives twice in the same moment',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.lab('Impatient clicks, restored tabs and a second device start a first login twice; one person is one account.'),
  ],
  provider: 'Answers both logins of the same person, whom the app has never seen, with good codes. Both callbacks come at once.',
  rightClient:
    'Makes one account: both find themselves in it, and so does every later login. Neither ends on an error for having come second.',
  fix: 'Let the database hold issuer and subject unique and make the account in one statement (insert … on conflict do nothing, then read); do not look first and insert later.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'store', 'recall'],
  shows: [],
  variants: {
    'two-tabs': 'in two tabs of one browser',
    'two-browsers': 'in two browsers, as on a laptop and a telephone',
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
    for (const [who] of places) kept.push(await steps.seeStore(who, context));
    const shown = await Promise.all(places.map(([who]) => steps.seeRecall(who, context)));
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
    check.must('one-account', 'Both find themselves in one account', !apart, two);
    const lost = `a later login shows less than was stored: ${traffic.describeVisit(later)}`;
    check.must('found-again', 'A later login leads to the same account', complete(later), lost);
  },
});
