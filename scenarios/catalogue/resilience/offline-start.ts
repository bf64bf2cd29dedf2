import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Absence {
  readonly says: string;
  readonly action: FaultInput['do'];
}

const ABSENCES: Readonly<Record<string, Absence>> = {
  unreachable: { says: 'every connection is closed without an answer', action: { drop: true } },
  unavailable: { says: 'every answer is 503', action: { status: 503 } },
  'captive-portal': {
    says: 'every answer is the page of a captive portal',
    action: { html: '<h1>Sign in to this network</h1>' },
  },
};

/** Uses while the provider is away: an app may bear one, and then give up. */
const WISHES = 2;

interface Seen {
  readonly start: steps.Start;
  /** The page that says who is signed in, while the provider is away. */
  readonly offline: model.Visit;
  readonly isShown: boolean;
  readonly during: readonly steps.Use[];
  readonly signedIn: boolean;
  readonly later: steps.Use;
  readonly struck: readonly Exchange[];
}

export default model.defineScenario<Seen>({
  id: 'resilience/offline-start',
  title: 'The app starts while the provider cannot be reached',
  level: 'SHOULD',
  basis: [
    model.vendor('A-69', 'https://auth0.com/docs/secure/tokens/refresh-tokens'),
    model.spec('RFC6749-5.2'),
    model.lab('A phone in a tunnel says nothing of a refresh token. Who was signed in before is signed in after.'),
  ],
  seedQuestion: 'S3',
  provider: 'Cannot be reached when the app starts, nor at the first uses. Then it works as ever; the stored tokens are good.',
  rightClient:
    'Keeps what it has stored, says that it is offline, and refreshes later with the same token. Nobody signs in again.',
  fix: 'Delete stored tokens only when the provider refuses them (invalid_grant). Treat a failure at the start as being offline: keep the tokens, and try again later.',
  fixes: {
    'same-token-later': 'Do not clear the store in the error path of the start.',
    'still-signed-in': 'Show who was signed in from what is stored; no network is needed for it.',
  },
  personas: ['auth0', 'first-party', 'google'],
  needs: ['signIn', 'whoAmI', 'useResource', 'restart'],
  shows: [],
  variants: Object.fromEntries(Object.entries(ABSENCES).map(([name, { says }]) => [name, says])),
  motion: 'age',
  limitSeconds: 60,
  bites: [
    { client: 'native', mutant: 'rsl-offline-start-wipes', variant: 'unreachable', verdict: 'warn', check: 'still-signed-in' },
    { client: 'native', mutant: 'rsl-offline-start-wipes', variant: 'captive-portal', verdict: 'warn', check: 'works-later' },
    {
      client: 'native',
      mutant: 'rsl-offline-start-loses-refresh',
      variant: 'unavailable',
      verdict: 'warn',
      check: 'same-token-later',
    },
    { client: 'hmac', mutant: 'rsl-offline-start-wipes', variant: 'unreachable', verdict: 'warn', check: 'works-later' },
  ],
  async steps(context) {
    const { app, person, world, twist, wire } = context;
    const start = await steps.seeStart(context);
    const action = (await twist(() => ABSENCES[context.variant ?? '']?.action)) ?? { drop: true };
    if (start.refreshToken) await twist(() => traffic.outliveAccessTokens(context));
    await twist(() => steps.strikeAll(context, ['back', 'api'], { do: action }));
    await twist(() => app.restart());
    const offline = await person.asksWhoAmI({ stopBefore: steps.leaves(context) });
    const isShown = steps.showsPerson(offline, person);
    const during: steps.Use[] = [];
    while (during.length < WISHES)
      during.push(await steps.seeUse(context, () => person.usesResource({ stopBefore: steps.leaves(context) })));
    await twist(() => world.faults.clear());
    const signedIn = await person.isSignedIn();
    const later = await steps.seeUse(context);
    return { start, offline, isShown, during, signedIn, later, struck: (await wire.all()).filter(steps.isStruck) };
  },
  control({ start, during, later, signedIn }, context) {
    steps.checkStart(start, [...during.map(({ visit }) => visit), later.visit], context);
    steps.skipRolling(start.calls, context);
    context.check.must(
      'stays',
      'With the provider there the person stays signed in',
      signedIn,
      'whoAmI no longer shows the person',
    );
  },
  judge({ start, offline, isShown, during, signedIn, later, struck }, { check, person }) {
    const told = traffic.describeVisit(offline);
    // An app that asks its API who somebody is cannot show it offline; it may not say that nobody is signed in.
    if (isShown || offline.status >= 500) check.info('offline', 'What the app shows offline', told, struck);
    else check.should('offline-signed-in', 'Offline the app does not say that nobody is signed in', false, told, struck);
    const stuck = during.find(({ visit }) => visit.end !== 'done');
    const end = stuck ? steps.describeUse(stuck) : '';
    check.should('comes-to-rest', 'Offline the person ends on a page of the app', !stuck, end, struck);
    const gone = `the provider could be reached again, and the app no longer shows ${person.name}`;
    check.should('still-signed-in', 'The person is still signed in', signedIn, gone, struck);
    const asked = `the person was sent to the provider for a new login; ${traffic.describeVisit(later.visit)}`;
    check.should('no-login', 'Nobody has to sign in again', later.asked.length === 0, asked, later.asked);
    check.should('works-later', 'The app goes on', steps.worked(later), `afterwards: ${steps.describeUse(later)}`, later.calls);
    if (start.refreshToken === undefined) return;
    const accepted = [...during, later]
      .flatMap(({ refreshes }) => refreshes)
      .filter((each) => traffic.isAccepted(each) && !steps.isStruck(each));
    const same = accepted.some((each) => traffic.formOf(each).get('refresh_token') === start.refreshToken);
    const lost = `no refresh with the stored token was accepted afterwards; ${steps.describeUse(later)}`;
    check.should('same-token-later', 'Later the stored refresh token is used', same, lost, later.refreshes);
  },
});
