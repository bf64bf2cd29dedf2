import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Longest wait for a sign-out that stands in line behind what is held: then that is released. */
const SIGN_OUT_SECONDS = 1;

const VARIANTS = {
  'late-refusal': 'a refusal of the old token arrives when the token has been refreshed for another request',
  'late-refresh': 'the answer to a refresh arrives after the person signed out',
  'late-answer': 'the answer of the API arrives after the person signed out',
} as const;

interface Seen {
  readonly start: steps.Start;
  readonly visits: readonly model.Visit[];
  /** From the moment on at which something was held. */
  readonly during: readonly Exchange[];
  /** Undefined where nobody signs out. */
  readonly signedIn: boolean | undefined;
  /** A use after the sign-out, without a login. */
  readonly last: steps.Use | undefined;
  /** A copy of the cookies from before the sign-out is signed in; undefined where it usually stays so, and for no sign-out. */
  readonly isCopyIn: boolean | undefined;
}

type Context = model.ScenarioContext;
type Late = Pick<Seen, 'visits' | 'signedIn' | 'last' | 'isCopyIn'>;

/** Two uses with a token that is over; the refusal of the first comes when the second is done. */
const seeLateRefusal = async (context: Context, start: steps.Start): Promise<Late> => {
  const { person, twist, settled } = context;
  await twist(() => traffic.outliveAccessTokens(context));
  const on = start.calls[0]?.endpoint;
  const held = await twist(() => (on ? steps.hold(context, { on, at: 'reply' }) : undefined));
  const tab = await person.inNewTab();
  const first = person.usesResource();
  await held?.arrived(first);
  const second = await tab.usesResource();
  await held?.release();
  const visits = [await first, second];
  await settled();
  return { visits, signedIn: undefined, last: undefined, isCopyIn: undefined };
};

/** True if a sign-out ends the session for copies of its cookies as well, and not only at the provider: it is kept on the server. */
const endsCopies = async (context: Context): Promise<boolean> => {
  const other = await context.secondPerson();
  await other.signsIn();
  const copy = await other.copied();
  await other.signsOut({ stopBefore: steps.leaves(context) });
  return !(await copy.isSignedIn());
};

/** A use during which the person signs out in another tab, before what is held arrives. */
const seeLateAnswer = async (context: Context, what: Parameters<typeof steps.hold>[1] | undefined): Promise<Late> => {
  const { app, check, person, twist, settled } = context;
  const lacking = (['signOut', 'whoAmI'] as const).find((verb) => !app.verbs.has(verb));
  if (lacking) check.skip(`The app has no verb ${lacking}.`);
  const tab = await person.inNewTab();
  if ((await person.isSignedIn()) && !(await tab.isSignedIn()))
    check.skip('Each tab has a session of its own: signing out in another one does not end it.');
  if (what?.on === 'token') await twist(() => traffic.outliveAccessTokens(context));
  const copy = (await twist(() => endsCopies(context))) ? await person.copied() : undefined;
  const held = await twist(() => what && steps.hold(context, what));
  const use = person.usesResource();
  if (held) await held.arrived(use);
  else await use;
  const away = tab.signsOut({ stopBefore: steps.leaves(context) });
  await steps.atMost(SIGN_OUT_SECONDS, away);
  await held?.release();
  const visits = [await use];
  await away;
  await settled();
  const signedIn = await person.isSignedIn();
  const last = await steps.seeUse(context, () => person.usesResource({ stopBefore: steps.leaves(context) }));
  return { visits, signedIn, last, isCopyIn: await copy?.isSignedIn() };
};

const see = (context: Context, start: steps.Start): Promise<Late> => {
  if (context.variant === 'late-refusal') return seeLateRefusal(context, start);
  if (context.variant === 'late-refresh')
    return seeLateAnswer(context, { on: 'token', where: { grantType: 'refresh_token' }, at: 'reply' });
  const on = start.calls[0]?.endpoint;
  return seeLateAnswer(context, on && { on, at: 'reply' });
};

const checkRefusal = ({ visits, during }: Seen, { check }: Context): void => {
  const refreshes = during.filter(traffic.isRenewal);
  if (refreshes.length === 0) check.skip('No refresh was seen: resource/401-one-refresh-one-retry judges that.');
  const times = `${traffic.count(refreshes.length, 'refresh request')} where 1 was expected: the late refusal was of the old token`;
  check.should(
    'one-refresh',
    'A late refusal of the old token starts no second refresh',
    refreshes.length === 1,
    times,
    refreshes,
  );
  const bad = visits.find(({ ok }) => !ok);
  check.should('both-done', 'Both requests are carried out', !bad, bad ? traffic.describeVisit(bad) : '', during);
};

export default model.defineScenario<Seen>({
  id: 'resilience/expiry-mid-flight',
  title: 'An answer arrives when its token, or its session, is over',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6750-3.1'),
    model.spec('RFC6749-6'),
    model.lab(
      'A token may end while a request is on its way. What arrives late is about the past: it starts nothing, and reopens no session.',
    ),
  ],
  seedQuestion: 'S6',
  provider: 'Answers one request late: after the token was refreshed for another one, or after the person signed out.',
  rightClient:
    'Repeats a request whose token was refused with the token that it has by now, without a second refresh. Drops what arrives for a session that has ended.',
  fix: 'Remember which token a request was sent with: refresh only if it is still the current one. Look whether the session still exists before you store the answer to a refresh.',
  fixes: {
    'stays-signed-out': 'After each wait look whether the session still exists, and do not create it again.',
    'stays-ended': 'Store a session again only if it is still there: a sign-out may have come in between.',
    'one-refresh': 'Compare the token of the refused request with the current one: if they differ, repeat and do not refresh.',
  },
  personas: ['google', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: VARIANTS,
  variantPersonas: { 'late-refusal': ['google', 'auth0'], 'late-refresh': ['google', 'auth0'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'rsl-late-refusal-refreshes', variant: 'late-refusal', verdict: 'warn', check: 'one-refresh' },
    { client: 'web', mutant: 'rsl-late-refusal-fails', variant: 'late-refusal', verdict: 'warn', check: 'both-done' },
    { client: 'web', mutant: 'rsl-late-answer-reopens', variant: 'late-refresh', verdict: 'warn', check: 'stays-ended' },
    { client: 'web', mutant: 'rsl-late-answer-reopens', variant: 'late-answer', verdict: 'warn', check: 'stays-ended' },
    { client: 'spa', mutant: 'rsl-late-answer-reopens', variant: 'late-refresh', verdict: 'warn', check: 'stays-signed-out' },
    { client: 'rest', mutant: 'rsl-late-answer-reopens', variant: 'late-answer', verdict: 'warn', check: 'stays-ended' },
  ],
  async steps(context) {
    const { wire } = context;
    const start = await steps.seeStart(context);
    if (context.variant !== 'late-answer') steps.needRefreshToken(start, context);
    const mark = traffic.markOf(await wire.all());
    const late = await see(context, start);
    return { start, ...late, during: traffic.after(await wire.all(), mark) };
  },
  control({ start, visits, signedIn }, context) {
    steps.checkStart(start, visits, context);
    if (signedIn !== undefined)
      context.check.must('signs-out', 'Signing out signs the person out', !signedIn, 'whoAmI still shows the person');
  },
  judge(seen, context) {
    const { during, signedIn, last, isCopyIn } = seen;
    const { check, person, variant } = context;
    const struck = during.filter(steps.isStruck);
    if (struck.length === 0) check.skip('The app did not send the request whose answer was to be late.');
    if (variant === 'late-refusal') return checkRefusal(seen, context);
    const back = `${person.name} signed out, the late answer arrived, and the app shows ${person.name} as signed in again`;
    check.should('stays-signed-out', 'A late answer does not reopen the session', signedIn === false, back, struck);
    const copied = `${person.name} signed out, the late answer arrived, and the session that had ended is good again for a copy of its cookie`;
    if (isCopyIn !== undefined)
      check.should('stays-ended', 'A late answer does not bring the session back on the server', !isCopyIn, copied, struck);
    const calls = (last?.calls ?? []).filter(traffic.isAccepted);
    const used = `${person.name} signed out, and a later request was carried out with their token: ${traffic.describeExchanges(calls)}`;
    check.should('nothing-done', 'After the sign-out nothing is done for the person', calls.length === 0, used, calls);
  },
});
