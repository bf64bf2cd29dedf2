import type { Exchange } from '../../../provider/model/index.ts';
import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly start: v.Start;
  readonly other: m.Visitor;
  /** The use that met the dead token, and everything it led to. */
  readonly switched: v.Work;
  readonly back: readonly Exchange[];
  readonly whoAmI: m.Visit | undefined;
  /** One more use, as far as it goes without a login. */
  readonly last: v.Work;
}

const isApi = ({ endpoint }: Exchange) => endpoint.startsWith('api:');
const byPerson = (key: string) => (exchange: Exchange) => exchange.person === key;

/** Signs the other account in to the person's browser at the provider; the app does not hear of it. */
const signInElsewhere = async ({ person, app }: m.Stage, account: string): Promise<void> => {
  const isCallback = (url: URL) => !v.leaves({ app })(url) && url.searchParams.has('code');
  await person.signsIn({ account, stopBefore: isCallback });
};

const play = async (stage: m.Stage, other: m.Visitor): Promise<m.Visit> => {
  const { person, world, wire, twist, settled } = stage;
  await twist(async () => {
    await world.grants.revoke({ person: person.key });
    await world.sessions.end({ person: person.key });
    if (stage.variant === 'answers-at-once') await signInElsewhere(stage, other.key);
  });
  const mark = m.markOf(await wire.all());
  const manner = (await twist((): m.Manner => ({ account: other.key }))) ?? {};
  const visit = await person.usesResource(manner);
  await settled();
  const byItself = m.after(await wire.authorizations(), mark).length > 0;
  await twist(() => (byItself ? undefined : person.signsIn(manner)));
  await settled();
  return visit;
};

/** Whose name the app shows: of the two people, those whom its page mentions. */
const shown = (whoAmI: m.Visit, people: readonly m.Visitor[]): readonly m.Visitor[] =>
  whoAmI.ok ? people.filter((each) => v.showsPerson(whoAmI, each)) : [];

const checkOneSession = ({ whoAmI, last, other }: Seen, person: m.Visitor, check: m.Checks): void => {
  if (!whoAmI) {
    check.info('one-session', 'The session belongs to one person', 'the app has no page that says who is signed in');
    return;
  }
  const names = shown(whoAmI, [person, other]);
  const used = last.calls.filter(m.isAccepted).flatMap((call) => [person, other].filter(({ key }) => byPerson(key)(call)));
  const strangers = used.filter((each) => !names.includes(each));
  const found =
    names.length > 1
      ? 'the app shows both people on one page'
      : `the app shows ${names[0]?.name ?? 'nobody'} as signed in, and calls the API with a token of ${[...new Set(strangers.map(({ name }) => name))].join(', ')}`;
  check.must(
    'one-session',
    'The session belongs to one person, name and tokens',
    names.length < 2 && strangers.length === 0,
    found,
    last.calls,
  );
};

export default m.defineScenario<Seen>({
  id: 'reauth/user-switched',
  title: 'Somebody else comes back from the new authorization',
  level: 'MUST',
  basis: [
    m.spec('OIDCC-5.7'),
    m.spec('OIDCC-3.1.2.1'),
    m.vendor('G-61'),
    m.vendor('F-19'),
    m.lab('What one person wanted must not be done in the account of another.'),
  ],
  seedQuestion: 'S1',
  provider:
    'No longer takes the tokens of the person; when the browser comes by for new ones, another of the household’s accounts answers.',
  rightClient:
    'Compares the subject of the ID token with the one it is waiting for. If it is another, it does not carry out what was waiting, and its session belongs wholly to the one or to the other.',
  fix: 'Keep the subject together with the interrupted request (and send it as login_hint). On return, compare it with `sub` before anything is stored or carried out.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'useResource'],
  shows: ['google/api/401-invalid-token', 'facebook/token-death/app-removed'],
  variants: {
    'other-account-chosen': 'the person picks another account at the provider',
    'answers-at-once': 'the browser is signed in as somebody else at the provider meanwhile',
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
      client: 'graph-client',
      mutant: 'rea-user-switch-unnoticed',
      variant: 'other-account-chosen',
      verdict: 'fail',
      check: 'not-done-for-other',
    },
  ],
  async steps(stage) {
    const { app, person, wire, settled, leg } = stage;
    const other = await stage.stranger();
    const start = await v.seeStart(stage);
    const mark = m.markOf(await wire.all());
    const visit = await play(stage, other);
    const back = m.after(await wire.all(), mark);
    const stopBefore = v.leaves(stage);
    const whoAmI = app.verbs.has('whoAmI') ? await person.asksWhoAmI({ stopBefore }) : undefined;
    const again = m.markOf(await wire.all());
    const lastVisit = leg === 'judged' ? await person.usesResource({ stopBefore }) : visit;
    await settled();
    const last = { visit: lastVisit, calls: m.after(await wire.apiCalls(), again) };
    return { start, other, switched: { visit, calls: back.filter(isApi) }, back, whoAmI, last };
  },
  control({ start, switched }, stage) {
    v.checkStart(start, [switched.visit], stage);
  },
  judge(seen, { check, person }) {
    const { start, other, switched, back } = seen;
    const came = back.some(
      (each) => each.endpoint === 'token' && m.isAccepted(each) && m.grantTypeOf(each) === 'authorization_code',
    );
    if (!came)
      check.inconclusive(`Nobody came back from the provider with a code that the app took: ${m.tellVisit(switched.visit)}.`);
    const done = switched.calls.filter((call) => m.isAccepted(call) && m.isWrite(call) && byPerson(other.key)(call));
    const found = `the app carried out what ${person.name} had asked for with a token of ${other.name}`;
    if (v.isWriter(start))
      check.must('not-done-for-other', 'What was waiting is not done in another account', done.length === 0, found, done);
    else check.info('not-done-for-other', 'What was waiting is not done in another account', 'the app only reads from the API');
    checkOneSession(seen, person, check);
    check.must(
      'comes-to-rest',
      'The browser comes to rest on a page of the app',
      switched.visit.end === 'done',
      m.tellVisit(switched.visit),
    );
  },
});
