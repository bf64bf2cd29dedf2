import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** With the right password, in another browser. */
  readonly usual: steps.Entry;
  readonly wasIn: boolean;
  /** With a wrong one, one for each press of the button. */
  readonly entries: readonly steps.Entry[];
  readonly isIn: boolean;
  /** Another press, after the API asked to wait. */
  readonly early: steps.Entry | undefined;
}

const WRONG = 'not-the-password-of-anybody';

/** Settings of the API, before anybody signs in. */
const prepare = async (context: model.ScenarioContext): Promise<void> => {
  const { statusOfFailure, lockout } = steps.passwordLoginIn(context);
  if (context.variant === 'status-401') await context.world.settings.change(statusOfFailure);
  if (context.variant === 'locked') await context.world.settings.change(lockout.settings);
};

const enterWrongly = async (context: model.ScenarioContext, who: model.Visitor): Promise<readonly steps.Entry[]> => {
  const { attempts } = steps.passwordLoginIn(context).lockout;
  who.enters(WRONG);
  const entries: steps.Entry[] = [];
  const times = context.variant === 'locked' ? attempts + 1 : 1;
  for (let i = 0; i < times; i += 1) entries.push(await steps.seeEntry(context, () => who.signsIn()));
  return entries;
};

const isLocked = ({ attempts }: steps.Entry): boolean => attempts.some(({ response }) => response?.status === 429);

const most = (entries: readonly steps.Entry[], of: (entry: steps.Entry) => readonly Exchange[]): readonly Exchange[] =>
  entries.map(of).reduce((longest, each) => (each.length > longest.length ? each : longest), []);

/** At whichever address the app thinks that tokens are renewed. */
const isRefresh = (exchange: Exchange): boolean =>
  traffic.isRenewal(exchange) || traffic.paramsOf(exchange).get('grant_type') === 'refresh_token';

const checkRequests = ({ entries }: Seen, { check }: model.ScenarioContext): void => {
  const attempts = most(entries, (each) => each.attempts);
  const times = `the password was sent ${attempts.length} times for one press of the button`;
  check.must('one-attempt', 'A refused password is not sent again by the app', attempts.length <= 1, times, attempts);
  const refreshes = entries.flatMap(({ sent }) => sent.filter(isRefresh));
  const renewed = `a wrong password was answered by ${traffic.count(refreshes.length, 'token request')}: ${refreshes.map(traffic.describeExchange).join('; ')}`;
  check.must('no-refresh', 'A wrong password is not taken for an expired token', refreshes.length === 0, renewed, refreshes);
  const open = entries.flatMap(({ sent }) =>
    sent.filter((each) => each.request.method === 'GET' && traffic.hasInAddress(each, WRONG)),
  );
  check.must('by-post', 'The password is sent by POST', open.length === 0, open.map(traffic.describeExchange).join('; '), open);
};

export default model.defineScenario<Seen>({
  id: 'login/rest-wrong-password-and-lockout',
  title: 'The password is wrong, several times',
  level: 'MUST',
  basis: [
    model.spec('RFC6585-4'),
    model.spec('RFC9110-10.2.3'),
    model.vendor('P-11'),
    model.vendor('P-12'),
    model.vendor('P-16'),
    model.lab('A wrong password is an answer, and no failure: whoever repeats it locks the account.'),
  ],
  seedQuestion: 'S6',
  provider:
    'Answers a wrong password with 200 and `authenticated: false`, or with 401; after several failures with 429 and Retry-After.',
  rightClient:
    'Reads the answer, sends the password once for each press of the button, says what happened, and asks the API no more before the time that it named.',
  fix: 'Read what the answer says and not only its status. Leave the login out of whatever repeats requests or renews tokens after a 401.',
  fixes: {
    'no-refresh': 'Leave the login out of the code that renews tokens after a 401: there is no token yet.',
    'retry-after-kept': 'Keep the end of Retry-After for this address, and tell the person when to try again.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  requestChecks: ['one-attempt', 'no-refresh', 'by-post'],
  variantShows: { locked: ['first-party/login/lockout'] },
  variants: {
    'status-200': 'as designed: a session login answers a wrong password with 200, a token login with 401',
    'status-401': 'every wrong password is answered with 401',
    locked: 'after three failures the account is refused with 429 and Retry-After',
  },
  bites: [
    { client: 'rest', mutant: 'login-status-200-is-success', variant: 'status-200', verdict: 'fail', check: 'nobody-signed-in' },
    {
      client: 'rest',
      mutant: 'login-401-on-login-triggers-refresh',
      variant: 'status-401',
      verdict: 'fail',
      check: 'no-refresh',
    },
    { client: 'rest-tokens', mutant: 'login-401-on-login-triggers-refresh', verdict: 'fail', check: 'no-refresh' },
    { client: 'rest', mutant: 'login-wrong-password-retried', variant: 'status-200', verdict: 'fail', check: 'one-attempt' },
    { client: 'rest-tokens', mutant: 'login-wrong-password-retried', variant: 'locked', verdict: 'fail', check: 'one-attempt' },
    { client: 'rest', mutant: 'login-retry-after-ignored', variant: 'locked', verdict: 'warn', check: 'retry-after-kept' },
    { client: 'rest-naive', variant: 'status-200', verdict: 'fail', check: 'nobody-signed-in' },
  ],
  async steps(context) {
    const { person, twist } = context;
    await twist(() => prepare(context));
    const home = await person.inNewBrowser();
    const usual = await steps.seeEntry(context, () => home.signsIn());
    const wasIn = await home.isSignedIn();
    const entries = (await twist(() => enterWrongly(context, person))) ?? [await steps.seeEntry(context, () => person.signsIn())];
    const isIn = await person.isSignedIn();
    const isOver = entries.some(isLocked);
    const early = isOver ? await steps.seeEntry(context, () => person.signsIn()) : undefined;
    return { usual, wasIn, entries, isIn, early };
  },
  control({ usual, wasIn, isIn }, { check }) {
    check.must(
      'signs-in',
      'With the right password the person signs in',
      wasIn && isIn,
      traffic.describeVisit(usual.visit),
      usual.attempts,
    );
  },
  judge(seen, context) {
    const { usual, entries, isIn, early } = seen;
    const { check, person } = context;
    const attempts = entries.flatMap((each) => each.attempts);
    const shown = `the password is wrong, and the app shows ${person.name} as signed in`;
    check.must('nobody-signed-in', 'Nobody is signed in with a wrong password', !isIn, shown, attempts);
    checkRequests(seen, context);
    const bad = entries.find(({ visit }) => !steps.restsWell(visit));
    check.must(
      'comes-to-rest',
      'The person ends on a page of the app',
      !bad,
      bad ? traffic.describeVisit(bad.visit) : '',
      bad?.attempts,
    );
    const silent = entries.find(({ visit }) => steps.looksDone(usual.visit, visit));
    check.should(
      'says-so',
      'The page says that the login failed',
      !silent,
      silent ? traffic.describeVisit(silent.visit) : '',
      attempts,
    );
    if (context.variant === 'locked' && !early) check.inconclusive('The API never asked to wait: the app sent too few attempts.');
    if (!early) return;
    const tries = `the API asked to wait, and the next press of the button was sent at once: ${traffic.count(early.attempts.length, 'login')}`;
    check.should(
      'retry-after-kept',
      'The API is left alone for as long as it asked',
      early.attempts.length === 0,
      tries,
      early.attempts,
    );
  },
});
