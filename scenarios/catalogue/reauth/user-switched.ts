import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly other: model.Visitor;
  /** The use with the expired token, and what followed. */
  readonly switched: steps.Work;
  readonly back: readonly Exchange[];
  readonly whoAmI: model.Visit | undefined;
  /** What the person stored before, and the stored texts that are shown now; undefined for an app without texts. */
  readonly texts: { readonly kept: steps.Keeping; readonly recalled: model.Visit } | undefined;
  /** Another use, without a login. */
  readonly last: steps.Work;
}

const isApi = ({ endpoint }: Exchange) => endpoint.startsWith('api:');
const byPerson = (key: string) => (exchange: Exchange) => exchange.person === key;

/** Signs the other account in at the provider, in the person's browser; the app does not notice. */
const signInElsewhere = async (context: model.ScenarioContext, account: string): Promise<void> => {
  await context.person.signsIn({ account, stopBefore: steps.isAnswerOf(context) });
};

const play = async (context: model.ScenarioContext, other: model.Visitor): Promise<model.Visit> => {
  const { person, world, wire, twist, settled } = context;
  await twist(async () => {
    await traffic.removeApp(context, person.key);
    await world.sessions.end({ person: person.key });
    if (context.variant === 'answers-at-once') await signInElsewhere(context, other.key);
  });
  const mark = traffic.markOf(await wire.all());
  const options = (await twist((): model.VisitOptions => ({ account: other.key }))) ?? {};
  const visit = await person.usesResource(options);
  await settled();
  const byItself = traffic.after(await wire.authorizations(), mark).length > 0;
  await twist(() => (byItself ? undefined : person.signsIn(options)));
  await settled();
  return visit;
};

/** The people whom the page of the app names. */
const shown = (whoAmI: model.Visit, people: readonly model.Visitor[]): readonly model.Visitor[] =>
  whoAmI.ok ? people.filter((each) => steps.showsPerson(whoAmI, each)) : [];

/** Whose texts are shown, where that is not who is shown as signed in. */
const describeForeignTexts = ({ texts }: Seen, person: model.Visitor, names: readonly model.Visitor[]): string | undefined => {
  const [name] = names;
  if (!texts?.recalled.ok || !name) return undefined;
  const isOwn = steps.isKeptIn(texts.recalled, texts.kept);
  if (isOwn === (name === person)) return undefined;
  return `the app shows ${name.name} as signed in, ${isOwn ? 'and' : 'but not'} what ${person.name} stored`;
};

const checkOneSession = (seen: Seen, person: model.Visitor, check: model.Checks): void => {
  const { whoAmI, last, other } = seen;
  if (!whoAmI) {
    check.info('one-session', 'The session belongs to one person', 'the app has no page that says who is signed in');
    return;
  }
  const names = shown(whoAmI, [person, other]);
  const used = last.calls.filter(traffic.isAccepted).flatMap((call) => [person, other].filter(({ key }) => byPerson(key)(call)));
  const others = used.filter((each) => !names.includes(each));
  const foreign = describeForeignTexts(seen, person, names);
  const found =
    names.length > 1
      ? 'the app shows both people on one page'
      : (foreign ??
        `the app shows ${names[0]?.name ?? 'nobody'} as signed in, and calls the API with a token of ${[...new Set(others.map(({ name }) => name))].join(', ')}`);
  check.must(
    'one-session',
    'Name, tokens and texts of the session belong to one person',
    names.length < 2 && others.length === 0 && foreign === undefined,
    found,
    last.calls,
  );
};

export default model.defineScenario<Seen>({
  id: 'reauth/user-switched',
  title: 'Another person returns from the new authorization',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('OIDCC-3.1.2.1'),
    model.vendor('G-61'),
    model.vendor('F-19'),
    model.lab('A request of one person must not be carried out in the account of another.'),
  ],
  seedQuestion: 'S1',
  provider:
    'No longer accepts the tokens of the person. When the app requests new ones, another account in the same browser signs in.',
  rightClient:
    'Compares the subject of the ID token with the expected one. If it differs, it does not carry out the pending request, and its session belongs entirely to one person.',
  fix: 'Store the subject with the interrupted request (and send it as login_hint). After the callback, compare it with `sub` before anything is stored or carried out.',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['google/api/401-invalid-token', 'facebook/token-death/app-removed'],
  variants: {
    'other-account-chosen': 'the person picks another account at the provider',
    'answers-at-once': 'the browser was meanwhile signed in as another person at the provider',
  },
  bites: [
    {
      client: 'web',
      mutant: 'rea-user-switch-unnoticed',
      variant: 'other-account-chosen',
      verdict: 'fail',
      check: 'not-done-for-other',
    },
    { client: 'web-online', mutant: 'rea-user-switch-unnoticed', verdict: 'fail', check: 'not-done-for-other' },
    { client: 'web', mutant: 'rea-user-switch-mixes', verdict: 'fail', check: 'one-session' },
    {
      client: 'web',
      mutant: 'rea-user-switch-takes-texts',
      variant: 'other-account-chosen',
      verdict: 'fail',
      check: 'one-session',
    },
    {
      client: 'graph-client',
      mutant: 'rea-user-switch-unnoticed',
      variant: 'other-account-chosen',
      verdict: 'fail',
      check: 'not-done-for-other',
    },
  ],
  async steps(context) {
    const { app, person, wire, settled, leg } = context;
    const other = await context.secondPerson();
    const start = await steps.seeStart(context);
    const kept = steps.keepsTexts(context) ? await steps.seeStore(person, context) : undefined;
    const mark = traffic.markOf(await wire.all());
    const visit = await play(context, other);
    const back = traffic.after(await wire.all(), mark);
    const stopBefore = steps.leaves(context);
    const whoAmI = app.verbs.has('whoAmI') ? await person.asksWhoAmI({ stopBefore }) : undefined;
    const texts = kept && { kept, recalled: await steps.seeRecall(person, context) };
    const again = traffic.markOf(await wire.all());
    const lastVisit = leg === 'judged' ? await person.usesResource({ stopBefore }) : visit;
    await settled();
    const last = { visit: lastVisit, calls: traffic.after(await wire.apiCalls(), again) };
    return { start, other, switched: { visit, calls: back.filter(isApi) }, back, whoAmI, texts, last };
  },
  control({ start, switched, texts }, context) {
    steps.checkStart(start, [switched.visit], context);
    if (texts) steps.checkKeeps(texts.recalled, texts.kept, context);
  },
  judge(seen, { check, person }) {
    const { start, other, switched, back } = seen;
    const came = back.some(
      (each) => each.endpoint === 'token' && traffic.isAccepted(each) && traffic.grantTypeOf(each) === 'authorization_code',
    );
    if (!came) check.inconclusive(`No login with an accepted code followed: ${traffic.describeVisit(switched.visit)}.`);
    const done = switched.calls.filter((call) => traffic.isAccepted(call) && traffic.isWrite(call) && byPerson(other.key)(call));
    const found = `the app carried out what ${person.name} had asked for with a token of ${other.name}`;
    if (steps.isWriter(start))
      check.must(
        'not-done-for-other',
        'The pending request is not carried out in another account',
        done.length === 0,
        found,
        done,
      );
    else
      check.info(
        'not-done-for-other',
        'The pending request is not carried out in another account',
        'the app only reads from the API',
      );
    checkOneSession(seen, person, check);
    check.must(
      'comes-to-rest',
      'The browser ends on a page of the app',
      switched.visit.end === 'done',
      traffic.describeVisit(switched.visit),
    );
  },
});
