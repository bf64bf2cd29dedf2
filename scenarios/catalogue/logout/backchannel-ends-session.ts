import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly logins: readonly model.Visit[];
  /** The sign-in in a second browser ended the session in the first. */
  readonly isAlone: boolean;
  readonly notices: readonly Exchange[];
  /** Who is signed in afterwards: the browser of the ended session, another one of the same person, another person. */
  readonly here: boolean;
  readonly elsewhere: boolean;
  readonly stranger: boolean;
  readonly again: model.Visit;
  readonly returned: boolean;
}

/** Claims of the logout token of each variant; null removes one. */
const CLAIMS: Readonly<Record<string, Readonly<Record<string, null>>>> = {
  'session-and-person': {},
  'session-only': { sub: null },
  'person-only': { sid: null },
  'signed-out-before': {},
};

const end = async (context: model.ScenarioContext, login: model.Visit): Promise<void> => {
  const { person, world, variant = '' } = context;
  await world.faults.inject({ on: 'backchannel-logout', do: { tamperLogoutToken: { claims: CLAIMS[variant] } } });
  if (variant === 'signed-out-before') await person.signsOut();
  await steps.endAtProvider(person, login, context);
};

const OK = new Set([200, 204]);

const checkSessions = ({ here, elsewhere, stranger }: Seen, { check, person, variant }: model.ScenarioContext): void => {
  const isWhole = variant === 'person-only';
  check.must(
    'session-ended',
    'The session that the logout token names is over',
    !here && !(isWhole && elsewhere),
    `the provider said that ${isWhole ? 'every session' : 'the session'} of ${person.name} has ended, and the app still shows ${person.name} as signed in${here ? '' : ' in another browser'}`,
  );
  const spared = stranger && (isWhole || elsewhere);
  const lost = stranger ? `the session of ${person.name} in another browser` : 'the session of another person';
  check.must('others-live', 'Every other session goes on', spared, `${lost} ended, too, which the logout token does not name`);
};

export default model.defineScenario<Seen>({
  id: 'logout/backchannel-ends-session',
  title: 'The provider says, from server to server, that a session has ended',
  level: 'MUST',
  basis: [
    model.backchannelLogout('2.4'),
    model.backchannelLogout('2.6'),
    model.backchannelLogout('2.7'),
    model.backchannelLogout('2.8'),
    model.vendor('A-117'),
  ],
  provider:
    'The person has two sessions in two browsers, and somebody else has one. One session of the person ends at the provider, which posts a logout token to the address that the client registered.',
  rightClient:
    'Answers 200 with Cache-Control: no-store, and ends the session with that sid; without a sid, every session of that person. It spares all others. A session that is over already is no error.',
  fix: 'Keep sid and sub of the ID token with each session. When a logout token has been verified, delete the sessions with that sid, or with that sub if it has no sid, in the store of the server.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI', 'signOut'],
  shows: [],
  variants: {
    'session-and-person': 'the logout token has sid and sub',
    'session-only': 'it has a sid and no sub',
    'person-only': 'it has a sub and no sid: every session of that person ends',
    'signed-out-before': 'the person signed out at the app before it arrives',
  },
  bites: [
    { client: 'web', mutant: 'out-backchannel-200-noop', verdict: 'fail', check: 'session-ended' },
    { client: 'web', mutant: 'out-backchannel-sid-only', variant: 'person-only', verdict: 'fail', check: 'session-ended' },
    { client: 'web', mutant: 'out-backchannel-sub-only', variant: 'session-and-person', verdict: 'fail', check: 'others-live' },
    { client: 'web', mutant: 'out-backchannel-ends-all', variant: 'session-only', verdict: 'fail', check: 'others-live' },
    {
      client: 'web',
      mutant: 'out-backchannel-404-when-over',
      variant: 'signed-out-before',
      verdict: 'fail',
      check: 'answers-200',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const login = await person.signsIn();
    const elsewhere = await person.inNewBrowser();
    const stranger = await context.secondPerson();
    const second = await elsewhere.signsIn();
    const isAlone = second.ok && !(await person.isSignedIn());
    const logins = [login, second, await stranger.signsIn()];
    const mark = traffic.markOf(await wire.all());
    await twist(() => end(context, login));
    await settled();
    const notices = steps.noticesIn(traffic.after(await wire.all(), mark));
    const here = await person.isSignedIn();
    const others = { elsewhere: await elsewhere.isSignedIn(), stranger: await stranger.isSignedIn() };
    const again = await person.signsIn();
    return { logins, isAlone, notices, here, ...others, again, returned: await person.isSignedIn() };
  },
  control({ logins, isAlone, here, elsewhere, stranger, again, returned }, { check }) {
    const bad = [...logins, again].find(({ ok }) => !ok);
    if (!bad && isAlone && elsewhere && stranger)
      check.skip('The client keeps one session for each person: signing in in a second browser ended the one in the first.');
    check.must(
      'works',
      'Three browsers are signed in at once, and stay signed in',
      !bad && here && elsewhere && stranger && returned,
      bad ? traffic.describeVisit(bad) : 'the app shows one of them as signed out, although nothing has ended a session',
    );
  },
  judge(seen, context) {
    const { notices, again, returned } = seen;
    const { check } = context;
    if (notices.length === 0)
      check.skip('The provider called no address of the client: it registered none for back-channel logout.');
    const bad = notices.filter(({ response }) => !OK.has(response?.status ?? 0));
    const answers = `expected 200, found: ${bad.map(traffic.describeExchange).join('; ')}`;
    check.must('answers-200', 'The app answers 200', bad.length === 0, answers, bad);
    steps.checkNoStore(notices, context);
    checkSessions(seen, context);
    check.must('can-return', 'Signing in again works', returned, traffic.describeVisit(again));
  },
});
