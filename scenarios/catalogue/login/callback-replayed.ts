import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly first: model.Visit;
  readonly replays: readonly model.Visit[];
  readonly signedIn: boolean;
  readonly used: model.Visit | undefined;
  /** Token requests with the code of this callback. */
  readonly redeemed: readonly Exchange[];
  /** Token requests with a second code that came under the same state. */
  readonly redeemedToo: readonly Exchange[];
  readonly later: readonly Exchange[];
}

/** Loads the callback again, as the variant says. With concurrent loads, and where no person came first, the first visit is among the replays. */
const replay = async (
  { app, person, variant }: model.ScenarioContext,
  callback: URL,
  second: URL | undefined,
): Promise<readonly model.Visit[]> => {
  if (second) return [await person.opens(callback), await person.opens(second)];
  if (variant === 'prefetched') await person.opens(callback, { loads: 'ahead' });
  if (variant === 'scanned') await steps.scan(callback, ['HEAD', 'GET']);
  if (variant === 'prefetched' || variant === 'scanned') return [await person.opens(callback)];
  if (variant === 'twice-at-once') return Promise.all([person.opens(callback), person.opens(callback)]);
  await person.opens(callback);
  if (variant === 'back') await (app.verbs.has('whoAmI') ? person.asksWhoAmI() : person.opens(app.url));
  if (variant === 'after-sign-out') await person.signsOut();
  return [await (variant === 'back' ? person.goesBackTo(callback) : person.opens(callback))];
};

/** The authorization request is loaded once more: its answer has the same state and another code. */
const secondCallback = async (context: model.ScenarioContext, request: URL): Promise<URL> => {
  const { url } = await context.person.opens(request, { stopBefore: steps.isCallbackOf(context) });
  return steps.isCallbackOf(context)(url) ? url : context.check.skip('The provider gives no second code for one request.');
};

export default model.defineScenario<Seen>({
  id: 'login/callback-replayed',
  title: 'The browser loads the callback a second time',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-4.1.2'),
    model.spec('RFC6749-10.5'),
    model.spec('RFC9700-4.3.1'),
    model.spec('RFC9700-4.7.1'),
    model.vendor('F-39'),
    model.vendor('F-91'),
    model.spec('RFC9110-9.2.1'),
    model.lab('Back, reload and double clicks are common. They must not end on an error page or sign the person out.'),
    model.lab('Browsers fetch addresses ahead, and security programs look at them: neither may use up the login of the person.'),
  ],
  provider: 'Accepts each code once, as the specification requires, and may revoke the tokens of a code that is sent again.',
  rightClient:
    'Sends the code once, however often its callback is loaded, and answers later loads with the first result: the person stays signed in. After signing out, an old callback signs nobody in.',
  fix: 'Mark the login as completed before you send the token request. Let a later load of the same callback wait for that result, or redirect to the same page.',
  fixes: {
    'no-error-page': 'Answer a callback that was already handled with a redirect to the page after the login, not with an error.',
    'state-used-once':
      'Remove the login from the list of those under way when its callback arrives, whatever its code: its state is spent.',
    'not-used-up':
      'Look for the login by the state and the cookie of the browser, and remove it only when you have found it. A callback that you do not answer, because it is fetched ahead, must leave the login as it is.',
    'stays-signed-out': 'Forget the login at sign-out, so that an old callback finds nothing to complete.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: {
    reload: 'loaded again at once',
    back: 'loaded again by the Back button, after another page',
    'twice-at-once': 'loaded twice at the same time: a double click, or a component that renders twice',
    'after-sign-out': 'loaded again after signing out',
    'second-code': 'loaded again with another code for the same request',
    prefetched: 'fetched ahead by the browser, which says so (Sec-Purpose: prefetch), before the person’s browser shows it',
    scanned: 'opened first by a program that looks at addresses, without the cookies of the browser, with HEAD and GET',
  },
  bites: [
    {
      client: 'web',
      mutant: 'login-code-redeemed-on-every-render',
      variant: 'back',
      verdict: 'warn',
      check: 'code-redeemed-once',
    },
    {
      client: 'web',
      mutant: 'login-code-redeemed-on-every-render',
      variant: 'twice-at-once',
      verdict: 'warn',
      check: 'code-redeemed-once',
    },
    { client: 'web', mutant: 'login-replay-refused', variant: 'reload', verdict: 'warn', check: 'no-error-page' },
    { client: 'web', mutant: 'login-replay-signs-out', variant: 'back', verdict: 'warn', check: 'still-signed-in' },
    {
      client: 'web',
      mutant: 'login-replay-reopens-session',
      variant: 'after-sign-out',
      verdict: 'warn',
      check: 'stays-signed-out',
    },
    {
      client: 'web',
      mutant: 'login-state-good-for-more-codes',
      variant: 'second-code',
      verdict: 'warn',
      check: 'state-used-once',
    },
    {
      client: 'graph-client',
      mutant: 'login-code-redeemed-on-every-render',
      variant: 'second-code',
      verdict: 'warn',
      check: 'state-used-once',
    },
    {
      client: 'graph-client',
      mutant: 'login-code-redeemed-on-every-render',
      variant: 'reload',
      verdict: 'warn',
      check: 'code-redeemed-once',
    },
    { client: 'web', mutant: 'login-prefetch-uses-up', variant: 'prefetched', verdict: 'warn', check: 'not-used-up' },
    { client: 'web', mutant: 'login-state-used-by-anybody', variant: 'scanned', verdict: 'warn', check: 'not-used-up' },
    { client: 'graph-client', mutant: 'login-state-used-by-anybody', variant: 'scanned', verdict: 'warn', check: 'not-used-up' },
  ],
  async steps(context) {
    const { app, person, wire, twist, settled, check, variant } = context;
    const lacking = variant === 'after-sign-out' && (['signOut', 'whoAmI'] as const).find((verb) => !app.verbs.has(verb));
    if (lacking) check.skip(`The app has no verb ${lacking}.`);
    if (variant === 'prefetched' && app.verbsInPage.has('signIn'))
      check.skip('The app is a page that works by scripts, in a browser that follows a link where another one fetches ahead.');
    const { callback, code, request } = await steps.holdCallback(person, context);
    const second = await twist(() => (context.variant === 'second-code' ? secondCallback(context, request) : undefined));
    const mark = traffic.markOf(await wire.all());
    const replays = (await twist(() => replay(context, callback, second))) ?? [];
    const first = replays[0] ?? (await person.opens(callback));
    const signedIn = await steps.isSignedIn(person, context, [first, ...replays], mark);
    const isIn = variant !== 'after-sign-out' && app.verbs.has('useResource');
    const used = isIn ? await person.usesResource() : undefined;
    await settled();
    const later = traffic.after(await wire.all(), mark);
    const withCode = (wanted: string) =>
      later.filter((each) => traffic.grantTypeOf(each) && traffic.paramsOf(each).get('code') === wanted);
    const redeemedToo = second ? withCode(second.searchParams.get('code') ?? '') : [];
    return { first, replays, signedIn, used, redeemed: withCode(code), redeemedToo, later };
  },
  control({ first, signedIn, used }, { check }) {
    check.must('signed-in', 'Loaded once, the callback signs the person in', first.ok && signedIn, traffic.describeVisit(first));
    if (used) check.must('works', 'And the app works', used.ok, traffic.describeVisit(used));
  },
  judge({ replays, signedIn, used, redeemed, redeemedToo, later }, { app, check, person, variant }) {
    const times = `the code was sent to the token endpoint ${redeemed.length} times: ${redeemed.map(traffic.describeExchange).join('; ')}`;
    check.should('code-redeemed-once', 'The code is redeemed once', redeemed.length === 1, times, redeemed);
    const told = replays.map(traffic.describeVisit).join('; ');
    check.should(
      'comes-to-rest',
      'The browser ends on a page of the app',
      replays.every(({ end }) => end === 'done'),
      told,
    );
    if (variant === 'after-sign-out') {
      const anew = later.some(({ endpoint }) => endpoint === 'authorize');
      const shown = `${person.name} signed out, went back to the callback, and is shown as signed in again`;
      check.should('stays-signed-out', 'An old callback signs nobody in', !signedIn || anew, shown, redeemed);
      return;
    }
    const reused = `the state was used already, and a second code under it was sent: ${redeemedToo.map(traffic.describeExchange).join('; ')}`;
    check.should('state-used-once', 'A state is good for one code', redeemedToo.length === 0, reused, redeemedToo);
    if (variant === 'prefetched' || variant === 'scanned') {
      const used = `the callback ${variant === 'scanned' ? 'was opened by a program without the cookies of the browser' : 'was fetched ahead'}, and the app did not take it from the person any more; ${told}`;
      check.should('not-used-up', 'A look at the callback does not use up the login', signedIn, used, redeemed);
    }
    if (variant !== 'second-code')
      check.should(
        'no-error-page',
        'No error page is shown',
        replays.every(({ ok }) => ok),
        told,
        redeemed,
      );
    const lost = `${person.name} is no longer shown as signed in; ${told}`;
    if (app.verbs.has('whoAmI')) check.should('still-signed-in', 'The person stays signed in', signedIn, lost, redeemed);
    if (used) check.should('still-works', 'The app still works', used.ok, traffic.describeVisit(used), redeemed);
  },
});
