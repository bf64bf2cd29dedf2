import type { Exchange } from '../../../provider/model/index.ts';
import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

const AT_ONCE = 6;
/** How long the answer to a refresh takes, so that all who want one want it at the same time. */
const SLOW_MS = 150;

interface Seen {
  readonly start: v.Start;
  readonly visits: readonly m.Visit[];
  readonly together: v.Use;
}

/** What was not done, or done twice, of what was wanted at once; undefined when all is well. */
const mishap = ({ start, visits, together }: Seen): string | undefined => {
  const bad = visits.filter(({ ok }) => !ok);
  const [first] = bad;
  if (first) return `${bad.length} of ${AT_ONCE} requests at once failed; ${m.tellVisit(first)}`;
  const wrong = v.timesDone(start, visits, together.calls).find((times) => times !== 1);
  return wrong === undefined ? undefined : `of ${AT_ONCE} requests at once one was carried out ${wrong} times`;
};

export default m.defineScenario<Seen>({
  id: 'refresh/single-flight',
  title: 'Six requests at once meet an expired token',
  level: 'SHOULD',
  basis: [
    m.spec('RFC9700-4.14.2'),
    m.spec('RFC6749-6'),
    m.lab('Every refresh but the first is wasted, and where refresh tokens rotate it ends the login.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Refuses the expired access token in six calls at once, and takes a moment for a refresh. Where it rotates, a second refresh with the same token ends the whole login.',
  rightClient: 'Refreshes once; everybody else waits for that answer, and all six calls are repeated with the new token.',
  fix: 'Keep the promise of the refresh under way by person, let later callers wait for it, and before refreshing look whether the token has been replaced meanwhile. With several processes, take a lock in the store.',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: { 'same-token': 'the refresh token stays the one it was', rotating: 'a refresh token is good for one refresh' },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'same-token', verdict: 'warn', check: 'one-refresh' },
    { client: 'web', mutant: 'ref-no-single-flight', variant: 'rotating', verdict: 'warn', check: 'no-new-login' },
    { client: 'web', mutant: 'ref-waiters-use-old-token', verdict: 'warn', check: 'all-done' },
  ],
  async steps(stage) {
    const { person, world, twist } = stage;
    const start = await v.seeStart(stage);
    v.needRefreshToken(start, stage);
    const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
    await twist(() => world.clock.age('61m'));
    const rotates = await twist(() => stage.variant === 'rotating');
    if (rotates) await twist(() => world.faults.inject({ ...on, do: { rotateRefreshToken: true } }));
    await twist(() => world.faults.inject({ ...on, at: 'reply', do: { delayMs: SLOW_MS } }));
    const visits: m.Visit[] = [];
    const together = await v.seeUse(stage, async () => {
      visits.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => person.usesResource()))));
      return visits.find(({ ok }) => !ok) ?? visits[0] ?? start.visit;
    });
    return { start, visits, together };
  },
  control({ start, visits }, stage) {
    v.checkStart(start, visits, stage);
  },
  async judge(seen, { app, check, person }) {
    const { together } = seen;
    v.needRefresh(together, { check });
    const { refreshes, asked, calls } = together;
    const refused: readonly Exchange[] = calls.filter(m.isTokenRefused);
    const found = `${m.count(refreshes.length, 'refresh request')} for ${AT_ONCE} requests at once, ${refreshes.filter(m.isAccepted).length} of them accepted`;
    check.should('one-refresh', 'There is one refresh', refreshes.length === 1, found, [...refused, ...refreshes]);
    const trips = `${m.count(asked.length, 'authorization request')} followed; ${found}`;
    check.should('no-new-login', 'Nobody is sent to sign in again', asked.length === 0, trips, [...refreshes, ...asked]);
    const bad = mishap(seen);
    check.should('all-done', 'Each of the six requests is carried out once', bad === undefined, bad ?? '', calls);
    if (!app.verbs.has('whoAmI')) return;
    const gone = `the app does not show ${person.name}`;
    check.should('still-signed-in', 'The person is still signed in', await person.isSignedIn(), gone);
  },
});
