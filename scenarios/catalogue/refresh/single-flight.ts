import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const AT_ONCE = 6;
/** Delay of a refresh response in milliseconds, so that concurrent refreshes overlap. */
const SLOW_MS = 150;

/** Reuse intervals, for variants in which the client rotates its tokens by its own policy. */
const LEEWAYS: Readonly<Record<string, number>> = { 'leeway-0': 0, 'leeway-5': 5 };

interface Seen {
  readonly start: steps.Start;
  readonly visits: readonly model.Visit[];
  readonly together: steps.Use;
}

/** Concurrent requests that failed or were carried out twice; undefined if none. */
const mishap = ({ start, visits, together }: Seen): string | undefined => {
  const bad = visits.filter(({ ok }) => !ok);
  const [first] = bad;
  if (first) return `${bad.length} of ${AT_ONCE} concurrent requests failed; ${traffic.describeVisit(first)}`;
  const wrong = steps.timesDone(start, visits, together.calls).find((times) => times !== 1);
  return wrong === undefined ? undefined : `of ${AT_ONCE} concurrent requests one was carried out ${wrong} times`;
};

const play = async (context: model.ScenarioContext): Promise<Seen> => {
  const { person, world, twist } = context;
  const start = await steps.seeStart(context);
  steps.needRefreshToken(start, context);
  const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
  await twist(() => traffic.outliveAccessTokens(context));
  const isOfClient = LEEWAYS[context.variant ?? ''] !== undefined;
  const rotates = await twist(() => context.variant === 'rotating');
  if (rotates) await twist(() => world.faults.inject({ ...on, do: { rotateRefreshToken: true } }));
  else if (!isOfClient) await twist(() => steps.stopRotation(context));
  await twist(() => world.faults.inject({ ...on, at: 'reply', do: { delayMs: SLOW_MS } }));
  const visits: model.Visit[] = [];
  const together = await steps.seeUse(context, async () => {
    visits.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => person.usesResource()))));
    return visits.find(({ ok }) => !ok) ?? visits[0] ?? start.visit;
  });
  return { start, visits, together };
};

export default model.defineScenario<Seen>({
  id: 'refresh/single-flight',
  title: 'Six concurrent requests use an expired token',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9700-4.14.2'),
    model.spec('RFC6749-6'),
    model.vendor('A-64', 'https://auth0.com/docs/secure/tokens/refresh-tokens/refresh-token-rotation'),
    model.lab('Every refresh but the first is unnecessary, and with rotation it revokes the grant.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Refuses the expired access token in six concurrent calls, and answers a refresh slowly. With rotation, a second refresh with the same token revokes the grant.',
  rightClient: 'Refreshes once. All other calls wait for that response, and all six calls are repeated with the new token.',
  fix: 'Store the promise of the refresh in progress per person, let later callers await it, and check before refreshing whether the token has been replaced. With several processes, use a lock in the store.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'same-token': 'the refresh token is not rotated',
    rotating: 'the refresh token is rotated: each is valid for one refresh',
    'leeway-0': 'the client rotates its refresh tokens, and a second use ends the whole family',
    'leeway-5': 'the client rotates its refresh tokens, and a second use within 5 s is forgiven',
  },
  variantPersonas: { 'leeway-0': ['auth0'], 'leeway-5': ['auth0'] },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'same-token', verdict: 'warn', check: 'one-refresh' },
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'rotating', verdict: 'warn', check: 'no-new-login' },
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'leeway-0', verdict: 'warn', check: 'no-new-login' },
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'leeway-5', verdict: 'warn', check: 'one-refresh' },
    {
      client: 'web-auth0-two',
      mutant: 'ref-no-lock-across-processes',
      variant: 'leeway-0',
      verdict: 'warn',
      check: 'no-new-login',
    },
    {
      client: 'web-auth0-two',
      mutant: 'ref-no-lock-across-processes',
      variant: 'leeway-5',
      verdict: 'warn',
      check: 'one-refresh',
    },
    { client: 'web', mutant: 'ref-waiters-use-old-token', verdict: 'warn', check: 'all-done' },
  ],
  async steps(context) {
    const leewaySeconds = LEEWAYS[context.variant ?? ''];
    if (leewaySeconds !== undefined)
      await context.changeClient({ refreshTokens: { rotation: 'rotating', expiration: 'expiring', leewaySeconds } });
    return play(context);
  },
  control({ start, visits }, context) {
    steps.checkStart(start, visits, context);
  },
  async judge(seen, { app, check, person }) {
    const { together } = seen;
    steps.needRefresh(together, { check });
    const { refreshes, asked, calls } = together;
    const refused: readonly Exchange[] = calls.filter(traffic.isTokenRefused);
    const found = `${traffic.count(refreshes.length, 'refresh request')} for ${AT_ONCE} concurrent requests, ${refreshes.filter(traffic.isAccepted).length} of them accepted`;
    check.should('one-refresh', 'There is one refresh', refreshes.length === 1, found, [...refused, ...refreshes]);
    const trips = `${traffic.count(asked.length, 'authorization request')} followed; ${found}`;
    check.should('no-new-login', 'The person is not asked to sign in again', asked.length === 0, trips, [...refreshes, ...asked]);
    const bad = mishap(seen);
    check.should('all-done', 'Each of the six requests is carried out once', bad === undefined, bad ?? '', calls);
    if (!app.verbs.has('whoAmI')) return;
    const gone = `the app does not show ${person.name}`;
    check.should('still-signed-in', 'The person is still signed in', await person.isSignedIn(), gone);
  },
});
