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

/** The person comes back: the consent stands, the session of the app is over. */
const comeBack = async ({ app, person, world, settled, variant }: model.ScenarioContext): Promise<Omit<Again, 'later'>> => {
  if (app.verbs.has('signOut')) await person.signsOut();
  const start = await person.opens('/');
  await world.settings.change({ [BARE]: variant ?? 'bare' });
  const visit = await person.signsIn();
  const signedIn = await person.isSignedIn();
  await settled();
  return { start, visit, signedIn };
};

/** Nothing, a word, or a piece of an address. */
const isNoToken = (token: string): boolean => token === '' || /^(?:undefined|null|NaN)$/.test(token) || /[#=?/&]/.test(token);

const isForToken = ({ endpoint }: Exchange): boolean => endpoint.startsWith('api:') || endpoint === 'userinfo';

/** What a call carries in the place of a token, wherever that is; nothing counts as empty. */
const sentAsToken = (call: Exchange): string => {
  const header = traffic.headerOf(call.request, 'authorization')?.replace(/^\w+ ?/, '');
  return header ?? traffic.paramsOf(call).get('access_token') ?? '';
};

/** A page that says to wait, and asks again by itself. */
const goesOnWaiting = ({ status, body }: model.Visit): boolean =>
  status === 202 || /http-equiv=["']?refresh/i.test(body) || /\bset(?:Timeout|Interval)\(.*?\blocation\b/is.test(body);

/** A page that greets somebody, in words without a "not". */
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
  title: 'The window comes to the success page, and there is no token',
  level: 'MUST',
  basis: [
    model.vendor('F-18'),
    model.spec('RFC9700-2.1.2'),
    model.lab('Who sits before a page on which nothing happens can neither go on nor give up.'),
  ],
  seedQuestion: 'S5',
  provider:
    'The first time it sends the window to login_success.html with what was asked for. To whoever has allowed the app before, it comes at once, and with nothing in the address.',
  rightClient: 'Asks for a code, which comes every time; or sees that the page is reached and nothing has come, and says so.',
  fix: 'Ask with response_type=code, read the code from the query of login_success.html, and redeem it. Watch for the page itself, not for "token=": when it is reached without an answer, tell the person.',
  personas: ['facebook'],
  needs: ['signIn', 'whoAmI', 'seesAddress'],
  shows: [],
  variants: {
    'code-only-works': 'no token comes; a code would',
    bare: 'nothing comes, whatever was asked for',
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
      check.skip('The client does not end its logins on login_success.html: it has a callback of its own.');
    const mark = traffic.markOf(await wire.all());
    const again = await twist(() => comeBack(context));
    return { first, again: again && { ...again, later: traffic.after(await wire.all(), mark) } };
  },
  control({ first }, { check }) {
    check.must(
      'signed-in',
      'The first time the person is signed in',
      first.visit.ok && first.signedIn,
      traffic.describeVisit(first.visit),
    );
  },
  judge({ again }, { check, variant }) {
    if (!again) return check.inconclusive('Nobody came back.');
    const { visit, signedIn, start, later } = again;
    const asked = later.filter(({ endpoint }) => endpoint === 'authorize');
    const hangs = `the app goes on waiting for what does not come: ${traffic.describeVisit(visit)}`;
    check.must(
      'comes-to-rest',
      'The app notices that nothing has come',
      visit.end === 'done' && !goesOnWaiting(visit),
      hangs,
      asked,
    );
    const empty = later.filter((each) => isForToken(each) && isNoToken(sentAsToken(each)));
    const told = `something that is no token was sent: ${empty.map(traffic.describeExchange).join('; ')}`;
    check.must('nothing-made-up', 'No call is made with a token that is none', empty.length === 0, told, empty);
    const silent = `nobody is signed in, and the page ${claimsSuccess(visit) ? 'says the opposite' : 'says no word about it'}; ${traffic.describeVisit(visit)}`;
    if (visit.end === 'done')
      check.must(
        'says-so',
        'The person is signed in, or is told that it did not work',
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
