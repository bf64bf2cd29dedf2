import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** How each tab ended, in the order in which they did. */
  readonly tabs: readonly model.Visit[];
  readonly signedIn: boolean;
}

/** Lets the tabs finish, in the order of the variant. */
const finish = async ({ person, variant }: model.ScenarioContext, first: URL, second: URL): Promise<readonly model.Visit[]> => {
  if (variant === 'at-once') return Promise.all([person.opens(first), person.opens(second)]);
  const [one, other] = variant === 'last-first' ? [second, first] : [first, second];
  return [await person.opens(one), await person.opens(other)];
};

export default model.defineScenario<Seen>({
  id: 'login/two-tabs-interleaved',
  title: 'The person signs in in two tabs at the same time',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-10.12'),
    model.lab('Restored tabs and repeated clicks start several logins in one browser. Each of them is valid.'),
  ],
  provider: 'Answers both logins.',
  rightClient: 'Stores each login of a browser separately, by its state, and completes both tabs.',
  fix: 'Store the logins of a browser in a short list by state instead of one slot in the session, and remove only the completed one. If a login is not found, start a new one instead of showing an error.',
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
    const tabs = second ? await finish(context, first.callback, second.callback) : [await person.opens(first.callback)];
    const signedIn = await steps.isSignedIn(person, context, tabs);
    await settled();
    return { tabs, signedIn };
  },
  control({ tabs, signedIn }, { check }) {
    check.must('signed-in', 'With one tab the person is signed in', signedIn, tabs.map(traffic.describeVisit).join('; '));
  },
  async judge({ tabs, signedIn }, { check, wire }) {
    const told = tabs
      .map((tab, i) => `the ${i === 0 ? 'first' : 'second'} tab to arrive: ${traffic.describeVisit(tab)}`)
      .join('; ');
    const redeemed = await wire.codeExchanges();
    check.should(
      'comes-to-rest',
      'Both tabs end on a page of the app',
      tabs.every(({ end }) => end === 'done'),
      told,
    );
    check.should(
      'no-dead-end',
      'Neither tab ends on an error',
      tabs.every(({ ok }) => ok),
      told,
      redeemed,
    );
    check.should('signed-in', 'In the end the person is signed in', signedIn, told, redeemed);
  },
});
