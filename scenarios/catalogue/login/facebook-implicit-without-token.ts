import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Again {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly start: model.Visit;
  readonly later: readonly Exchange[];
}
interface Seen {
  readonly first: steps.LoginSeen;
  readonly again: Again | undefined;
}

const BARE = 'facebook/callback/repeat-visit';

const endsOnSuccessPage = (each: Exchange): boolean =>
  (traffic.paramsOf(each).get('redirect_uri') ?? '').split(/[?#]/, 1)[0]?.endsWith('/connect/login_success.html') ?? false;

/** The person returns: the consent is still granted, the session of the app has ended. */
const comeBack = async (context: model.ScenarioContext): Promise<Omit<Again, 'later'>> => {
  const { app, person, world, wire, settled, variant } = context;
  if (app.verbs.has('signOut')) await person.signsOut();
  const start = await person.opens('/');
  await world.settings.change({ [BARE]: variant ?? 'bare' });
  const mark = traffic.markOf(await wire.all());
  const visit = await person.signsIn();
  const signedIn = await steps.isSignedIn(person, context, [visit], mark);
  await settled();
  return { start, visit, signedIn };
};

/** Nothing, a word, or a piece of an address. */
const isNoToken = (token: string): boolean => token === '' || /^(?:undefined|null|NaN)$/.test(token) || /[#=?/&]/.test(token);

const isForToken = ({ endpoint }: Exchange): boolean => endpoint.startsWith('api:') || endpoint === 'userinfo';

/** The token of a call, in any place; a missing one counts as empty. */
const sentAsToken = (call: Exchange): string => {
  const header = traffic.headerOf(call.request, 'authorization')?.replace(/^\w+ ?/, '');
  return header ?? traffic.paramsOf(call).get('access_token') ?? '';
};

/** A page that says to wait and reloads automatically. */
const goesOnWaiting = ({ status, body }: model.Visit): boolean =>
  status === 202 || /http-equiv=["']?refresh/i.test(body) || /\bset(?:Timeout|Interval)\(.*?\blocation\b/is.test(body);

/** A page that reports success: a greeting without a "not". */
const claimsSuccess = ({ ok, body }: model.Visit): boolean => {
  const text = body.replaceAll(/<(script|title)\b.*?<\/\1>|<[^>]*>/gis, ' ');
  return (
    ok &&
    /\b(?:(?:signed|logged) in|success(?:fully)?|welcome)\b/i.test(text) &&
    !/\b(?:not?|nobody|nothing|without|fail\w*|error|sorry|unable|cannot|try|again)\b|n[’']t\b/i.test(text)
  );
};

export default model.defineScenario<Seen>({
  id: 'login/facebook-implicit-without-token',
  title: 'The web view reaches the success page without a token',
  level: 'MUST',
  basis: [
    model.vendor('F-18'),
    model.spec('RFC9700-2.1.2'),
    model.lab('On a page where nothing happens the person can neither continue nor give up.'),
  ],
  seedQuestion: 'S5',
  provider:
    'Redirects the web view to login_success.html, the first time with the requested token. If the person has authorized the app before, it redirects at once, and the URL has no token.',
  rightClient:
    'Requests a code, which is returned every time. Or detects that the page was reached without a token, and says so.',
  fix: 'Use response_type=code, read the code from the query of login_success.html, and redeem it. Watch for the page, not for "token=": if it is reached without a result, tell the person.',
  fixes: {
    recovers: 'Read the code from the query of login_success.html, and redeem it.',
    'comes-to-rest':
      'Watch for the page login_success.html, not for "token=": where it is reached without a result, tell the person.',
  },
  personas: ['facebook'],
  needs: ['signIn', 'seesAddress'],
  shows: [],
  variants: {
    'code-only-works': 'no token is returned; a code would be',
    bare: 'nothing is returned for any response type',
  },
  bites: [
    { client: 'facebook-window', mutant: 'login-fb-nothing-said', variant: 'bare', verdict: 'fail', check: 'says-so' },
    { client: 'facebook-window', mutant: 'login-fb-success-claimed', variant: 'bare', verdict: 'fail', check: 'says-so' },
    { client: 'facebook-window', mutant: 'login-fb-waits-by-script', variant: 'bare', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'facebook-window-naive', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'facebook-window', mutant: 'login-fb-waits-for-fragment-token', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'facebook-window', mutant: 'login-fb-empty-token-used', verdict: 'fail', check: 'nothing-made-up' },
  ],
  async steps(context) {
    const { person, wire, check, twist } = context;
    const first = await steps.seeLogin(person, context);
    if (first.asked.length > 0 && !first.asked.some(endsOnSuccessPage))
      check.skip('The client has its own callback and does not end its logins on login_success.html.');
    const mark = traffic.markOf(await wire.all());
    const again = await twist(() => comeBack(context));
    return { first, again: again && { ...again, later: traffic.after(await wire.all(), mark) } };
  },
  control({ first }, { check }) {
    check.must(
      'signed-in',
      'The first login signs the person in',
      first.visit.ok && first.signedIn,
      traffic.describeVisit(first.visit),
    );
  },
  judge({ again }, { check, variant }) {
    if (!again) return check.inconclusive('The browser did not return to the app.');
    const { visit, signedIn, start, later } = again;
    const asked = later.filter(({ endpoint }) => endpoint === 'authorize');
    const hangs = `the app keeps waiting for a token that was not sent: ${traffic.describeVisit(visit)}`;
    check.must(
      'comes-to-rest',
      'The app detects that no token was returned',
      visit.end === 'done' && !goesOnWaiting(visit),
      hangs,
      asked,
    );
    const empty = later.filter((each) => isForToken(each) && isNoToken(sentAsToken(each)));
    const told = `an invalid value was sent as token: ${empty.map(traffic.describeExchange).join('; ')}`;
    check.must('nothing-made-up', 'No call is made with an invalid token', empty.length === 0, told, empty);
    const silent = `nobody is signed in, and the page ${claimsSuccess(visit) ? 'reports success' : 'does not say so'}; ${traffic.describeVisit(visit)}`;
    if (visit.end === 'done')
      check.must(
        'says-so',
        'The person is signed in, or is told that the login failed',
        signedIn || !(steps.looksDone(start, visit) || claimsSuccess(visit)),
        silent,
      );
    if (variant === 'code-only-works')
      check.should(
        'recovers',
        'A code signs the person in',
        signedIn,
        `nobody is signed in; ${traffic.describeVisit(visit)}`,
        asked,
      );
  },
});
