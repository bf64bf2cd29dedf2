import type { Duration, Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One way to sign in, and what is left of it later. */
interface Stay {
  readonly visit: model.Visit;
  readonly wasIn: boolean;
  readonly isIn: boolean;
}

interface Seen {
  readonly without: Stay;
  readonly remembered: Stay;
  /** Requests that brought the password to the API when nobody entered it. */
  readonly replays: readonly Exchange[];
}

const MONTH_PART: Duration = '7d';

/** What happens between the login and the next look at the app. */
const pass = async (context: model.ScenarioContext, who: model.Visitor): Promise<model.Visitor> =>
  context.variant === 'idle' ? who : who.reopensBrowser();

const age = async (context: model.ScenarioContext): Promise<void> => {
  const { variant, world } = context;
  if (variant === 'idle') await world.clock.age(steps.passwordLoginIn(context).idleOver);
  if (variant === 'a-week') await world.clock.age(MONTH_PART);
};

export default model.defineScenario<Seen>({
  id: 'session/remember-me',
  title: 'A person comes back after the browser was closed, remembered or not',
  level: 'MUST',
  basis: [
    model.spec('RFC6265-5.3'),
    model.asvs('7.3.1'),
    model.vendor('P-15'),
    model.lab('Who does not tick the box may sit at a computer of others.'),
  ],
  seedQuestion: 'S4',
  provider: 'Behaves correctly: without “remember me” a session ends after half an hour without a use, with it after a month.',
  rightClient:
    'Without the box: the session ends with the browser, and after a time without a use. With it: the person stays signed in, by a session or token that lasts, and not by the password.',
  fix: 'Give the cookie a Max-Age only if the box was ticked, and ask the API for a long session only then. Never keep the password.',
  fixes: {
    'stays-remembered':
      'With the box ticked, give the cookie a Max-Age, and ask the API for a session or token that lasts as long.',
    'password-not-replayed':
      'Keep a session or token that lasts, and never the password: it opens everything, and nobody can revoke it.',
    'ends-when-idle': 'Ask the API for a long session or token only if the box was ticked.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signInWithPassword', 'rememberMe', 'whoAmI'],
  shows: [],
  variants: {
    'browser-closed': 'the browser is closed and opened again',
    idle: 'the browser stays open, and nobody uses the app for longer than a session lives that is not remembered',
    'a-week': 'the browser is closed, and opened again a week later',
  },
  variantPersonas: { idle: ['first-party'], 'a-week': ['first-party'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'sess-remember-me-ignored', verdict: 'fail', check: 'ends-with-browser' },
    { client: 'web', mutant: 'sess-remember-me-without-effect', verdict: 'fail', check: 'stays-remembered' },
    {
      client: 'rest',
      mutant: 'sess-remember-me-ignored',
      variant: 'browser-closed',
      verdict: 'fail',
      check: 'ends-with-browser',
    },
    {
      client: 'rest',
      mutant: 'sess-remember-me-without-effect',
      variant: 'browser-closed',
      verdict: 'fail',
      check: 'stays-remembered',
    },
    { client: 'rest', mutant: 'sess-remember-me-always-at-api', variant: 'idle', verdict: 'fail', check: 'ends-when-idle' },
    {
      client: 'rest-tokens',
      mutant: 'sess-remember-me-always-at-api',
      variant: 'idle',
      verdict: 'fail',
      check: 'ends-when-idle',
    },
    {
      client: 'rest-tokens',
      mutant: 'sess-remember-me-cookie-only',
      variant: 'a-week',
      verdict: 'fail',
      check: 'stays-remembered',
    },
    {
      client: 'rest',
      mutant: 'sess-remember-me-keeps-password',
      variant: 'a-week',
      verdict: 'fail',
      check: 'password-not-replayed',
    },
    {
      client: 'rest-tokens',
      mutant: 'sess-remember-me-keeps-password',
      variant: 'idle',
      verdict: 'fail',
      check: 'password-not-replayed',
    },
    {
      client: 'rest-spa',
      mutant: 'sess-remember-me-ignored',
      variant: 'browser-closed',
      verdict: 'fail',
      check: 'ends-with-browser',
    },
    {
      client: 'rest-spa',
      mutant: 'sess-remember-me-keeps-password',
      variant: 'a-week',
      verdict: 'fail',
      check: 'password-not-replayed',
    },
    { client: 'rest-naive', variant: 'a-week', verdict: 'fail', check: 'password-not-replayed' },
    { client: 'graph-client', mutant: 'sess-remember-me-ignored', verdict: 'fail', check: 'ends-with-browser' },
  ],
  async steps(context) {
    const { app, twist, wire, settled } = context;
    const here = await steps.seePasswordAccount(context);
    const there = await here.inNewBrowser();
    const visits = [await here.signsInWithPassword(), await there.signsInRemembered()] as const;
    const were = [await here.isSignedIn(), await there.isSignedIn()] as const;
    const mark = traffic.markOf(await wire.all());
    const laterHere = (await twist(() => pass(context, here))) ?? here;
    const laterThere = (await twist(() => pass(context, there))) ?? there;
    await twist(() => age(context));
    const are = [await laterHere.isSignedIn(), await laterThere.isSignedIn()] as const;
    if (app.verbs.has('useResource')) await laterThere.usesResource({ stopBefore: steps.leaves(context) });
    await settled();
    return {
      without: { visit: visits[0], wasIn: were[0], isIn: are[0] },
      remembered: { visit: visits[1], wasIn: were[1], isIn: are[1] },
      replays: traffic.after(await wire.logins(), mark).filter((each) => traffic.passwordIn(each) !== undefined),
    };
  },
  control({ without, remembered }, { check }) {
    const bad = [without, remembered].find(({ wasIn, isIn }) => !wasIn || !isIn);
    check.must('signs-in', 'The person signs in, with the box and without', !bad, bad ? traffic.describeVisit(bad.visit) : '');
  },
  judge({ without, remembered, replays }, { check, variant, person }) {
    const isOpen = variant === 'idle';
    const still = `“remember me” was not ticked, and ${person.name} is still signed in`;
    if (isOpen) check.must('ends-when-idle', 'Without the box the session ends when nobody uses it', !without.isIn, still);
    else check.must('ends-with-browser', 'Without the box the session ends with the browser', !without.isIn, still);
    const lost = `“remember me” was ticked, and ${person.name} is signed out`;
    check.must('stays-remembered', 'With the box the person stays signed in', remembered.isIn, lost);
    const sent = `the password was sent when nobody entered it: ${replays.map(traffic.describeExchange).join('; ')}`;
    check.must(
      'password-not-replayed',
      'The app does not sign in again with a kept password',
      replays.length === 0,
      sent,
      replays,
    );
  },
});
