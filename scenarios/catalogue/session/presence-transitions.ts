import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const [OFFLINE, AVAILABLE, BUSY] = [0, 1, 2];

interface Seen {
  readonly online: steps.Entry;
  readonly wasIn: boolean;
  /** To busy, and back. */
  readonly changes: readonly steps.Entry[];
  readonly offline: steps.Entry | undefined;
  readonly isIn: boolean;
  /** What the app sent after the person went offline. */
  readonly later: readonly Exchange[];
  readonly back: steps.Entry | undefined;
  readonly isBack: boolean;
}

const goOffline = async (context: model.ScenarioContext) => {
  const { app, person, wire, settled } = context;
  const offline = await steps.seeEntry(context, () => person.setsPresence(OFFLINE));
  const told = offline.sent.find((each) => traffic.isWrite(each) && traffic.isAccepted(each));
  const mark = told?.sequence ?? traffic.markOf(await wire.all());
  const isIn = await person.isSignedIn();
  if (app.verbs.has('useResource')) await person.usesResource({ stopBefore: steps.leaves(context) });
  await settled();
  return { offline, isIn, later: traffic.after(await wire.all(), mark) };
};

/** What proved the person while they were online. */
const credentialsOf = (entries: readonly steps.Entry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ sent }) => sent.flatMap(traffic.credentialsIn)));

export default model.defineScenario<Seen>({
  id: 'session/presence-transitions',
  title: 'A person comes online, looks busy, and goes offline',
  level: 'MUST',
  basis: [
    model.vendor('P-43'),
    model.lab('Coming online is a sign-in and going offline a sign-out; what lies between needs no password.'),
  ],
  seedQuestion: 'S4',
  provider:
    'Keeps a presence of 0, 1 or 2. To leave 0 it wants the password in the same request, and gives a credential for it; at 0 that ends.',
  rightClient:
    'Sends the password to come online and at no other change. At 0 it forgets its credential at once, and shows nobody as signed in.',
  fix: 'Treat 0 → 1 and 0 → 2 as a login, and 1 ↔ 2 as an ordinary request. At 0 stop everything that runs for the person, and drop the credential.',
  fixes: {
    'password-only-to-come-online': 'Send the session or token with a change between 1 and 2, and no password.',
    'credential-dropped':
      'Stop timers and drop the credential before the request that says 0 is sent, or as soon as it is answered.',
  },
  personas: ['first-party'],
  needs: ['setPresence', 'whoAmI'],
  shows: [],
  bites: [
    {
      client: 'rest',
      mutant: 'sess-presence-password-each-time',
      verdict: 'fail',
      check: 'password-only-to-come-online',
      honestPasses: false,
    },
    { client: 'rest', mutant: 'sess-presence-stays-signed-in', verdict: 'fail', check: 'credential-dropped' },
    { client: 'rest-tokens', mutant: 'sess-presence-stays-signed-in', verdict: 'fail', check: 'credential-dropped' },
  ],
  async steps(context) {
    const { person, twist } = context;
    const enter = (presence: number) => steps.seeEntry(context, () => person.setsPresence(presence));
    const online = await enter(AVAILABLE);
    const wasIn = await person.isSignedIn();
    const changes = [await enter(BUSY), await enter(AVAILABLE)];
    const gone = (await twist(() => goOffline(context))) ?? { offline: undefined, isIn: false, later: [] };
    const back = await twist(() => enter(BUSY));
    return { online, wasIn, changes, ...gone, back, isBack: await person.isSignedIn() };
  },
  control({ online, wasIn, changes }, { check }) {
    const bad = [online, ...changes].find(({ visit }) => !visit.ok);
    const found = traffic.describeVisit((bad ?? online).visit);
    check.must('comes-online', 'The person comes online, and changes the presence', wasIn && !bad, found, online.attempts);
  },
  judge(seen, { check, person }) {
    const { online, changes, offline, isIn, later, back, isBack } = seen;
    const proved = changes.flatMap(({ attempts }) => attempts);
    const sent = `the password was sent with a change between 1 and 2: ${proved.map(traffic.describeExchange).join('; ')}`;
    check.must('password-only-to-come-online', 'The password is sent to come online only', proved.length === 0, sent, proved);
    check.must(
      'signed-out',
      'Who is offline is not signed in',
      !isIn,
      `the app still shows ${person.name} as signed in`,
      offline?.sent,
    );
    const old = credentialsOf([online, ...changes]);
    const used = later.filter((each) => traffic.credentialsIn(each).some((text) => old.has(text)));
    const dead = `the credential that ended with the presence was sent again: ${used.map(traffic.describeExchange).join('; ')}`;
    check.must('credential-dropped', 'The credential of before is not used at 0', used.length === 0, dead, used);
    const returned = back ? traffic.describeVisit(back.visit) : '';
    check.must('can-return', 'The person comes online again with the password', isBack, returned, back?.attempts);
  },
});
