import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  /** Whether a browser with the cookies from before the login is signed in now. */
  readonly isThiefIn: boolean | undefined;
  /** What that browser can read of the account. */
  readonly recalled: model.Visit | undefined;
  readonly kept: steps.Keeping | undefined;
}

/** What the session cookies of the person say after another login. */
const textsAfterwards = async (who: model.Visitor, names: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const other = await who.inNewBrowser();
  await other.signsIn();
  return new Map((await other.cookies()).filter(({ name }) => names.includes(name)).map(({ name, text }) => [name, text]));
};

/**
 * A new browser of the person, with cookies that somebody else made up: names and form are those of earlier logins, so that an
 * app that takes well-formed values takes them.
 */
const planted = async (context: model.ScenarioContext, who: model.Visitor): Promise<model.Visitor> => {
  await who.signsIn();
  const names = await steps.sessionCookiesOf(who);
  if (!names) context.check.skip('No cookie shows who is signed in, so none of somebody else can take its place.');
  const cookies = (await who.cookies()).filter(({ name }) => names.includes(name));
  const others = await textsAfterwards(who, names);
  const made = cookies.map(({ name, text }) => [name, steps.madeUpId(text, others.get(name))] as const);
  if (cookies.some(({ text }) => made.some(([, madeUp]) => madeUp === text)))
    context.check.skip('The session cookie has no letters and digits, so none of the same form can be made up.');
  return who.withCookies(Object.fromEntries(made));
};

/** Leaves the browser with all cookies that the app sets before a login. */
const prepare = async (context: model.ScenarioContext, who: model.Visitor): Promise<void> => {
  const { variant } = context;
  const stopBefore = steps.leaves(context);
  if (variant === 'after-sign-out') {
    await who.signsIn();
    await who.signsOut();
  }
  await who.opens('/', { stopBefore });
  if (!traffic.passwordLoginOf(context)) await who.signsIn({ stopBefore });
};

const enter = (who: model.Visitor, { variant }: model.ScenarioContext): Promise<model.Visit> =>
  variant === 'by-password' ? who.signsInWithPassword() : who.signsIn();

const accountOf = async (context: model.ScenarioContext): Promise<model.Visitor> => {
  const { app, check, person, variant } = context;
  if (variant === 'after-sign-out' && !app.verbs.has('signOut')) check.skip('The app has no verb signOut.');
  if (variant !== 'by-password') return person;
  if (!app.verbs.has('signInWithPassword')) check.skip('The app has no verb signInWithPassword.');
  return steps.seePasswordAccount(context);
};

export default model.defineScenario<Seen>({
  id: 'login/session-regenerated',
  title: 'The cookies from before the login are sent after it, by somebody else',
  level: 'MUST',
  basis: [
    model.asvs('7.2.4'),
    model.vendor('P-10'),
    model.lab('Whoever knew the id of the session before the login would own it afterwards (session fixation).'),
  ],
  seedQuestion: 'S2',
  provider: 'Behaves correctly. Another browser has a copy of the cookies from before the login, and uses the app after it.',
  rightClient: 'Gives the browser a new session id at each login, and lets no id from before it show that somebody is signed in.',
  fix: 'Make a new session id when somebody signs in, and delete the session before. A record from before the login may hold what the login needs, and never who is signed in.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  // A program on a device has no cookies that somebody else could bring.
  kinds: ['web', 'spa', 'api'],
  shows: [],
  variants: {
    'first-visit': 'the browser is new to the app',
    'after-sign-out': 'the person was signed in before, and signed out',
    'by-password': 'the person signs in to an account of the app itself',
    planted: 'somebody put cookies into the browser whose values the app never made',
  },
  variantPersonas: { 'by-password': ['google', 'facebook', 'auth0'] },
  bites: [
    { client: 'web', mutant: 'login-session-id-kept', variant: 'first-visit', verdict: 'fail', check: 'old-id-refused' },
    { client: 'web', mutant: 'login-session-id-kept', variant: 'by-password', verdict: 'fail', check: 'old-id-refused' },
    { client: 'graph-client', mutant: 'login-session-id-kept', variant: 'first-visit', verdict: 'fail', check: 'old-id-refused' },
    { client: 'web', mutant: 'login-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'graph-client', mutant: 'login-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'rest', mutant: 'login-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'web', mutant: 'login-hex-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'web', mutant: 'login-uuid-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'rest', mutant: 'login-uuid-session-id-adopted', variant: 'planted', verdict: 'fail', check: 'old-id-refused' },
    { client: 'rest', mutant: 'login-session-id-kept', variant: 'first-visit', verdict: 'fail', check: 'old-id-refused' },
    { client: 'rest', mutant: 'login-session-id-kept', variant: 'after-sign-out', verdict: 'fail', check: 'old-id-refused' },
  ],
  async steps(context) {
    const { twist } = context;
    const owner = await accountOf(context);
    const isPlanted = await twist(() => context.variant === 'planted');
    const who = isPlanted ? await planted(context, owner) : owner;
    if (!isPlanted) await prepare(context, who);
    const thief = await twist(() => who.copied());
    const visit = await enter(who, context);
    const signedIn = await who.isSignedIn();
    const kept = steps.keepsTexts(context) ? await steps.seeStore(who, context) : undefined;
    const isThiefIn = await thief?.isSignedIn();
    return { visit, signedIn, isThiefIn, kept, recalled: kept && thief && (await steps.seeRecall(thief, context)) };
  },
  control({ visit, signedIn }, { check }) {
    check.must('signs-in', 'The person signs in', signedIn, traffic.describeVisit(visit));
  },
  judge({ visit, signedIn, isThiefIn, kept, recalled }, { check, person }) {
    check.must('signs-in', 'The person signs in', signedIn, traffic.describeVisit(visit));
    const reads = kept !== undefined && recalled !== undefined && steps.isKeptIn(recalled, kept);
    const how = isThiefIn ? `shows ${person.name} as signed in` : 'shows what the person keeps in the account';
    const found = `the app ${how} to a browser that has only the cookies from before the login`;
    check.must('old-id-refused', 'The cookies from before the login sign nobody in', !isThiefIn && !reads, found);
  },
});
