import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly first: steps.Entry;
  readonly wasIn: boolean;
  readonly kept: steps.Keeping | undefined;
  /** The same person in another browser. */
  readonly entry: steps.Entry;
  readonly isIn: boolean;
  readonly recalled: model.Visit | undefined;
  readonly used: model.Visit | undefined;
}

/** From now on the API says that people are signed in, and signs nobody in. */
const hollow = async (context: model.ScenarioContext, { attempts }: steps.Entry): Promise<void> => {
  const { check, variant, world } = context;
  const login = steps.passwordLoginIn(context);
  for (const on of steps.endpointsOf(attempts)) {
    const answers = login.hollow[on] ?? check.skip(`The client signs in at ${on}, whose answer is the credential itself.`);
    await world.faults.inject({ on, do: steps.asFault(variant === 'worthless' ? answers.worthless : answers.nothing) });
  }
};

const keeps = ({ app }: model.ScenarioContext): boolean => app.verbs.has('store') && app.verbs.has('recall');

export default model.defineScenario<Seen>({
  id: 'login/rest-boolean-is-not-a-session',
  title: 'The API says that the person is signed in, and gives nothing to prove it with',
  level: 'MUST',
  basis: [
    model.vendor('P-10'),
    model.vendor('P-11'),
    model.lab('“Signed in” is what the API says on the next request, and no member of an answer.'),
  ],
  seedQuestion: 'S6',
  provider: 'Answers a login as it does to a good one, but without a credential, or with one that it does not know.',
  rightClient:
    'Asks the API for something of the person before it shows anything of them. If that is refused, it shows the sign-in form again.',
  fix: 'Treat a login as done once a request with its credential was answered, for example GET /users/me. Show nothing from a cache before that.',
  fixes: {
    'comes-to-rest': 'Show the sign-in form with a message where the API does not accept what it gave for the password.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    nothing: 'there is no cookie and no token in the answer',
    worthless: 'the cookie or token in the answer is unknown to the API',
  },
  bites: [
    { client: 'rest', mutant: 'login-boolean-shows-data', variant: 'nothing', verdict: 'fail', check: 'nobody-signed-in' },
    { client: 'rest', mutant: 'login-boolean-shows-data', variant: 'worthless', verdict: 'fail', check: 'nobody-signed-in' },
    {
      client: 'rest-tokens',
      mutant: 'login-boolean-shows-data',
      variant: 'worthless',
      verdict: 'fail',
      check: 'nobody-signed-in',
    },
    { client: 'rest-naive', variant: 'nothing', verdict: 'fail', check: 'nobody-signed-in' },
  ],
  async steps(context) {
    const { person, app, twist } = context;
    const stopBefore = steps.leaves(context);
    const first = await steps.seeEntry(context, () => person.signsIn());
    const wasIn = await person.isSignedIn();
    const kept = keeps(context) ? await steps.seeStore(person, context) : undefined;
    if (app.verbs.has('useResource')) await person.usesResource();
    const other = await person.inNewBrowser();
    await twist(() => hollow(context, first));
    const entry = await steps.seeEntry(context, () => other.signsIn());
    return {
      ...{ first, wasIn, kept, entry },
      isIn: await other.isSignedIn(),
      recalled: kept && (await steps.seeRecall(other, context)),
      used: app.verbs.has('useResource') ? await other.usesResource({ stopBefore }) : undefined,
    };
  },
  control({ first, wasIn, entry, isIn }, { check }) {
    const ends = `${traffic.describeVisit(first.visit)}; ${traffic.describeVisit(entry.visit)}`;
    check.must('signs-in', 'The person signs in, in two browsers', wasIn && isIn, ends, [...first.attempts, ...entry.attempts]);
  },
  judge({ first, kept, entry, isIn, recalled, used }, { check, person }) {
    const { visit, attempts } = entry;
    const shown = `the API gave nothing that proves the login, and the app shows ${person.name} as signed in`;
    check.must('nobody-signed-in', 'Nobody is shown as signed in', !isIn, shown, attempts);
    const leaked = kept !== undefined && recalled !== undefined && steps.isKeptIn(recalled, kept);
    const where = recalled ? traffic.describeVisit(recalled) : '';
    check.must('nothing-shown', 'What the person keeps in the account is not shown', !leaked, where, attempts);
    check.must(
      'comes-to-rest',
      'The person ends on a page of the app',
      steps.restsWell(visit),
      traffic.describeVisit(visit),
      attempts,
    );
    const pretends = steps.looksDone(first.visit, visit) && (used?.ok ?? true);
    check.should('says-so', 'The page says that the login failed', !pretends, traffic.describeVisit(visit), attempts);
    const tries = `${traffic.count(attempts.length, 'login')} for one press of the button`;
    check.should('one-attempt', 'The password is sent once', attempts.length <= 1, tries, attempts);
  },
});
