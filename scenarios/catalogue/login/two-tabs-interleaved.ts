import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** How each tab ended, in the order in which they did. */
  readonly tabs: readonly model.Visit[];
  /** What one click led to, on the page of a tab that did not sign the person in; undefined where the page offers no login. */
  readonly retried: ReadonlyMap<model.Visit, model.Visit | undefined>;
  readonly signedIn: boolean;
}

interface Finished {
  readonly tabs: readonly model.Visit[];
  /** One of the tabs had signed the person in before the other arrived. */
  readonly wasIn: boolean;
}

/** Lets the tabs finish, in the order of the variant. */
const finish = async (context: model.ScenarioContext, first: URL, second: URL): Promise<Finished> => {
  const { person, variant } = context;
  if (variant === 'at-once') return { tabs: await Promise.all([person.opens(first), person.opens(second)]), wasIn: false };
  const [one, other] = variant === 'last-first' ? [second, first] : [first, second];
  const early = await person.opens(one);
  const wasIn = await steps.isSignedIn(person, context, [early]);
  return { tabs: [early, await person.opens(other)], wasIn };
};

/** What one click on the page of a tab leads to, unless it is a crash. Undefined where the page offers no login. */
const retry = ({ person }: model.ScenarioContext, tab: model.Visit): Promise<model.Visit | undefined> =>
  tab.end === 'done' && tab.status !== 500 ? person.triesAgain(tab) : Promise.resolve(undefined);

export default model.defineScenario<Seen>({
  id: 'login/two-tabs-interleaved',
  title: 'The person signs in in two tabs at the same time',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-10.12'),
    model.lab('Restored tabs and repeated clicks start several logins in one browser. Each of them is valid.'),
  ],
  provider: 'Answers both logins.',
  rightClient:
    'Stores each login of a browser separately, by its state, and completes both tabs. Or shows a page on which one click starts the login over.',
  fix: 'Store the logins of a browser in a short list by state instead of one slot in the session, and remove only the completed one. If a login is not found, show a page with a link that starts a new one, with a status below 500.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: {
    'first-first': 'the tab that started first arrives first',
    'last-first': 'the tab that started last arrives first',
    'at-once': 'both arrive at the same time',
  },
  bites: [
    { client: 'web', mutant: 'login-single-state-slot', variant: 'first-first', verdict: 'warn', check: 'no-dead-end' },
    { client: 'web', mutant: 'login-single-state-slot', variant: 'last-first', verdict: 'warn', check: 'no-dead-end' },
    { client: 'web', mutant: 'login-done-forgets-others', variant: 'first-first', verdict: 'warn', check: 'no-dead-end' },
    { client: 'web', mutant: 'login-late-tab-signs-out', variant: 'last-first', verdict: 'warn', check: 'signed-in' },
    { client: 'graph-client', mutant: 'login-single-state-slot', variant: 'first-first', verdict: 'warn', check: 'no-dead-end' },
  ],
  async steps(context) {
    const { person, twist, settled } = context;
    const first = await steps.holdCallback(person, context);
    const second = await twist(() => steps.holdCallback(person, context));
    const { tabs, wasIn } = second
      ? await finish(context, first.callback, second.callback)
      : { tabs: [await person.opens(first.callback)], wasIn: false };
    const isIn = await steps.isSignedIn(person, context, tabs);
    const retried = new Map<model.Visit, model.Visit | undefined>();
    for (const tab of tabs.filter(({ ok }) => !ok || !isIn)) retried.set(tab, await retry(context, tab));
    // Whoever was signed in by one tab stays so: a click on the page of the other one mends nothing.
    const clicked = wasIn ? [] : [...retried.values()].flatMap((visit) => visit ?? []);
    const signedIn = isIn || (clicked.length > 0 && (await steps.isSignedIn(person, context, clicked)));
    await settled();
    return { tabs, retried, signedIn };
  },
  control({ tabs, signedIn }, { check }) {
    check.must('signed-in', 'With one tab the person is signed in', signedIn, tabs.map(traffic.describeVisit).join('; '));
  },
  async judge({ tabs, retried, signedIn }, { check, wire }) {
    const told = tabs
      .map((tab, i) => `the ${i === 0 ? 'first' : 'second'} tab to arrive: ${traffic.describeVisit(tab)}`)
      .join('; ');
    const clicked = [...retried.values()].flatMap((visit) =>
      visit ? `one click on its page led to: ${traffic.describeVisit(visit)}` : [],
    );
    const redeemed = await wire.codeExchanges();
    check.should(
      'comes-to-rest',
      'Both tabs end on a page of the app',
      tabs.every(({ end }) => end === 'done'),
      told,
    );
    check.should(
      'no-dead-end',
      'Neither tab ends on an error, or one click on its page signs in',
      tabs.every((tab) => tab.ok || retried.get(tab)?.ok),
      [told, ...clicked].join('; '),
      redeemed,
    );
    check.should('signed-in', 'In the end the person is signed in', signedIn, told, redeemed);
  },
});
