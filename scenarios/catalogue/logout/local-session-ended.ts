import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly out: model.Visit | undefined;
  readonly isOut: boolean;
  /** Results with a copy of the old cookies: the page with the person's name, and a use of the app. */
  readonly copy: { readonly signedIn: boolean; readonly use: model.Visit | undefined };
  /** The previous page, loaded again. */
  readonly back: model.Visit;
  /** Uses of the old tokens after the sign-out. */
  readonly uses: readonly Exchange[];
  readonly again: model.Visit;
  readonly returned: boolean;
}

const isUse = (exchange: Exchange): boolean =>
  exchange.endpoint.startsWith('api:') || exchange.endpoint === 'userinfo' || traffic.isRenewal(exchange);

const begin = async ({ app, person, settled }: model.ScenarioContext): Promise<model.Visit> => {
  const login = await person.signsIn();
  const used = app.verbs.has('useResource') ? await person.usesResource() : login;
  await settled();
  return login.ok ? used : login;
};

const describeCopy = ({ copy }: Seen): string =>
  copy.signedIn
    ? 'a copy of the cookies from before still shows the person as signed in'
    : 'a copy of the cookies from before can still use the app';

export default model.defineScenario<Seen>({
  id: 'logout/local-session-ended',
  title: 'The cookies from before the sign-out are used again',
  level: 'MUST',
  basis: [
    model.asvs('7.4.1'),
    model.lab('A person who signs out at a shared computer must be signed out, even if the cookies were copied.'),
  ],
  seedQuestion: 'S4',
  provider: 'Behaves correctly. The person signs out; then the old cookies are sent again, and Back is pressed.',
  rightClient:
    'Ends the session on the server: old cookies are refused, earlier pages show nothing, no token of the session is used, and signing in again works.',
  fix: 'Delete the session on the server (or, with self-contained cookies, keep a revocation list), not only the cookie in the browser.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI', 'signOut'],
  shows: [],
  variants: { 'in-the-hour': 'the tokens are valid', 'next-day': 'the tokens are aged by a day before the sign-out' },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'out-cookie-only', verdict: 'fail', check: 'old-cookie-refused' },
    { client: 'web', mutant: 'out-session-kept', verdict: 'fail', check: 'signed-out' },
    { client: 'web-online', mutant: 'out-cookie-only', variant: 'next-day', verdict: 'fail', check: 'old-cookie-refused' },
    { client: 'graph-client', mutant: 'out-cookie-only', variant: 'in-the-hour', verdict: 'fail', check: 'old-cookie-refused' },
    { client: 'graph-client', mutant: 'out-session-kept', variant: 'next-day', verdict: 'fail', check: 'signed-out' },
    { client: 'rest', mutant: 'out-cookie-only', variant: 'in-the-hour', verdict: 'fail', check: 'old-cookie-refused' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const stopBefore = steps.leaves(context);
    const visit = await begin(context);
    const signedIn = await person.isSignedIn();
    const thief = await person.copied();
    if (context.leg === 'judged' && context.variant === 'next-day') await twist(() => world.clock.age('1d'));
    const out = await twist(() => person.signsOut());
    await settled();
    const quiet = traffic.markOf(await wire.all());
    const isOut = !(await person.isSignedIn());
    const copy = {
      signedIn: await thief.isSignedIn(),
      use: app.verbs.has('useResource') ? await thief.usesResource({ stopBefore }) : undefined,
    };
    const back = await person.opens(visit.url, { stopBefore });
    await settled();
    const uses = traffic.after(await wire.all(), quiet).filter(isUse);
    const again = await person.signsIn();
    return { visit, signedIn, out, isOut, copy, back, uses, again, returned: await person.isSignedIn() };
  },
  control({ visit, signedIn, returned }, { check }) {
    check.must('works', 'The app works', visit.ok, traffic.describeVisit(visit));
    check.must('signed-in', 'The person is signed in, and stays signed in', signedIn && returned, traffic.describeVisit(visit));
  },
  judge(seen, { check, person }) {
    const { visit, out, isOut, copy, back, uses, again, returned } = seen;
    if (out)
      check.must(
        'comes-to-rest',
        'Signing out ends on a page of the app',
        out.end === 'done' && out.status < 500,
        traffic.describeVisit(out),
      );
    check.must(
      'signed-out',
      'The person is signed out',
      isOut,
      `the app still shows ${person.name} as signed in${out ? `; ${traffic.describeVisit(out)}` : ''}`,
    );
    const refused = !copy.signedIn && !uses.some(traffic.isAccepted);
    if (isOut)
      check.must('old-cookie-refused', 'The cookies from before the sign-out are refused', refused, describeCopy(seen), uses);
    const leaks = [person.name, person.email, visit.canary ?? ''].filter((text) => text && back.body.includes(text));
    const shown = `${back.url.pathname} still shows ${leaks.join(' and ')}`;
    if (isOut) check.must('pages-gone', 'The previous page shows nothing of the person', leaks.length === 0, shown);
    const used = `${uses.map(traffic.describeExchange).join('; ')} after the sign-out`;
    check.must('tokens-idle', 'No token of the ended session is used', uses.length === 0, used, uses);
    check.must('can-return', 'Signing in again works', returned, traffic.describeVisit(again));
  },
});
