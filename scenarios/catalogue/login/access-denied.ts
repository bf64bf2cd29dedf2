import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  /** The exchanges from the provider's error on; undefined when there was none. */
  readonly later: readonly Exchange[] | undefined;
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

/** An error in front of the code, in the words of the specification and of the vendor. */
const besideCode = (context: model.ScenarioContext) => {
  const isCallback = steps.isCallbackOf(context);
  const error = { error: 'access_denied', ...traffic.conventionsOf(context).callback.unavailable };
  return (url: URL): URL => {
    if (isCallback(url)) url.search = new URLSearchParams([...Object.entries(error), ...url.searchParams]).toString();
    return url;
  };
};

const byPerson = ({ variant = 'denied' }: model.ScenarioContext): boolean => variant === 'denied';
const refusing = (context: model.ScenarioContext): model.VisitOptions => {
  const { unavailable, rare } = traffic.conventionsOf(context).callback;
  if (context.variant === 'beside-code') return { rewrite: besideCode(context) };
  return byPerson(context)
    ? { consent: 'deny' }
    : { rewrite: steps.refuse(context, context.variant === 'unavailable' ? unavailable : rare) };
};

const signInRefused = async (context: model.ScenarioContext): Promise<model.Visit> => {
  if (byPerson(context)) await context.world.settings.change(traffic.conventionsOf(context).consentAsked);
  return context.person.signsIn(refusing(context));
};

const GOOD = ['code', 'access_token', 'id_token'];
const hasGoodAnswer = (each: Exchange) => GOOD.some((name) => traffic.answerOf(each).has(name));
const isRefusal = (each: Exchange) => traffic.answerOf(each).get('error') === 'access_denied';

export default model.defineScenario<Seen>({
  id: 'login/access-denied',
  title: 'The person denies access, or the provider fails',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-4.1.2.1'),
    model.vendor('G-26'),
    model.vendor('F-20'),
    model.vendor('F-22'),
    model.lab('An immediate new request after a denial traps the person in a loop.'),
  ],
  provider:
    'Redirects back with an error instead of a code: the person denied access, or the provider is temporarily unavailable.',
  rightClient:
    'Redeems nothing, signs nobody in, starts no new request automatically, shows what happened, and lets the person try again.',
  fix: 'At the callback, check `error` (at Facebook also `error_code`) before `code`. Show a page with a link to try again, and do not start a login automatically.',
  fixes: {
    'says-so': 'Answer an error at the callback with a page that says that the login failed, with a status below 500.',
    'can-try-again': 'Drop what belongs to the failed login, and keep a link that starts a new one.',
    'not-asked-again': 'Do not redirect to the provider again on an error: let the person start the next login.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: {
    denied: 'the person presses Cancel on the consent page (access_denied)',
    unavailable: 'the provider is temporarily unavailable',
    unknown: 'an error code that no specification defines',
    'beside-code': 'an error beside a code',
  },
  bites: [
    { client: 'web', mutant: 'login-denied-restarts', variant: 'denied', verdict: 'fail', check: 'not-asked-again' },
    { client: 'web', mutant: 'login-denied-restarts', variant: 'unavailable', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'web', mutant: 'login-error-unread', variant: 'denied', verdict: 'fail', check: 'nothing-redeemed' },
    { client: 'web', mutant: 'login-error-known-only', variant: 'unknown', verdict: 'fail', check: 'nothing-redeemed' },
    { client: 'web', mutant: 'login-code-before-error', variant: 'beside-code', verdict: 'warn', check: 'nothing-redeemed' },
    { client: 'web', mutant: 'login-denied-for-good', variant: 'denied', verdict: 'fail', check: 'can-try-again' },
    { client: 'graph-client', mutant: 'login-error-unread', variant: 'denied', verdict: 'fail', check: 'nothing-redeemed' },
    {
      client: 'graph-client',
      mutant: 'login-code-before-error',
      variant: 'beside-code',
      verdict: 'warn',
      check: 'nothing-redeemed',
    },
    {
      client: 'graph-client',
      mutant: 'login-error-code-unread',
      variant: 'unavailable',
      verdict: 'fail',
      check: 'nothing-redeemed',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const visit = (await twist(() => signInRefused(context))) ?? (await person.signsIn());
    const signedIn = await steps.isSignedIn(person, context, [visit]);
    await settled();
    const all = await wire.all();
    const answer = all.find((await twist(() => byPerson(context))) ? isRefusal : hasGoodAnswer);
    const later = answer && traffic.after(all, answer.sequence);
    const again = await twist(async () => {
      const second = await person.signsIn();
      return { visit: second, signedIn: await steps.isSignedIn(person, context, [second], traffic.markOf(all)) };
    });
    return { visit, signedIn, later, again };
  },
  control({ visit, signedIn }, { check }) {
    check.must('signed-in', 'Without an error the person is signed in', visit.ok && signedIn, traffic.describeVisit(visit));
  },
  judge({ visit, signedIn, later, again }, context) {
    const { check, variant } = context;
    const isShown = visit.hops.some(({ url: { searchParams } }) => searchParams.has('error') && searchParams.has('code'));
    if (variant === 'beside-code' && signedIn && !isShown) check.skip('The callback of this client has no code in its URL.');
    if (!later) return check.inconclusive(`The provider sent no error: ${traffic.describeVisit(visit)}.`);
    const redeemed = later.filter((each) => traffic.grantTypeOf(each) === 'authorization_code');
    const what = variant === 'beside-code' ? 'with the code beside the error' : 'without a code';
    const posted = `the app sent a token request ${what}: ${redeemed.map(traffic.describeExchange).join('; ')}`;
    // No provider sends both, so a client that reads the code first does no harm by itself.
    const level = variant === 'beside-code' ? 'should' : 'must';
    check[level]('nothing-redeemed', 'No token request follows an error', redeemed.length === 0, posted, redeemed);
    const asked = later.filter(({ endpoint }) => endpoint === 'authorize');
    const title = 'The app does not start a new request automatically';
    const told = `${traffic.count(asked.length, 'authorization request')} followed the error before the person did anything; ${traffic.describeVisit(visit)}`;
    // After an outage a retry is acceptable, after a denial it is not.
    check[variant === 'denied' ? 'must' : 'should']('not-asked-again', title, asked.length === 0, told, asked);
    const shown = `the app shows ${context.person.name} as signed in`;
    check[level]('not-signed-in', 'Nobody is signed in', !signedIn, shown);
    steps.checkComesToRest(visit, context);
    const retry = again ? `the person tried once more and allowed it; ${traffic.describeVisit(again.visit)}` : '';
    check.must('can-try-again', 'The person can try again in the same browser', again?.signedIn === true, retry);
  },
});
