import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly visits: readonly model.Visit[];
  readonly together: steps.Use;
  /** A day later, each tab by itself. */
  readonly later: readonly steps.Use[];
}

/** Delay of a refresh response in milliseconds, so that the refreshes of both tabs overlap. */
const SLOW_MS = 1_000;
/** Reuse interval of the variant with one, in seconds. */
const LEEWAY_SECONDS = 60;

/** Longer than access tokens live, shorter than a session without use. */
const A_DAY = '25h';

const ON_REFRESH = { on: 'token', where: { grantType: 'refresh_token' }, at: 'reply' } as const;

/** Refresh tokens that were sent more than once. */
const sentTwice = (refreshes: readonly Exchange[]): readonly Exchange[] => {
  const byToken = Map.groupBy(refreshes, (each) => traffic.paramsOf(each).get('refresh_token'));
  return [...byToken.values()].filter(({ length }) => length > 1).flat();
};

export default model.defineScenario<Seen>({
  id: 'refresh/multi-tab',
  title: 'Two tabs of one browser use an expired token at the same time',
  level: 'MUST',
  basis: [
    model.spec('RFC9700-4.14.2'),
    model.spec('RFC6749-6'),
    model.vendor('A-64'),
    model.vendor('A-65'),
    model.lab('Two tabs with one refresh token are common. Reuse ends the family, and both tabs are signed out.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Rotates refresh tokens. A token that is sent again ends its whole family; inside the reuse interval (leeway) it is accepted once more.',
  rightClient:
    'Refreshes in one tab; the other one waits and takes over the new tokens. Both tabs go on, now and a day later, without a new login.',
  fix: 'Let tabs take turns (Web Locks API), and look for newer tokens inside the lock before you refresh: in shared storage, or by asking the other tabs (BroadcastChannel).',
  fixes: {
    'one-refresh':
      'A reuse interval hides the race and does not end it: a slow answer outlasts it. Let tabs take turns, with the newest tokens.',
  },
  personas: ['auth0'],
  needs: ['signIn', 'useResource'],
  kinds: ['spa'],
  shows: [],
  variants: {
    'no-leeway': 'a refresh token is good once',
    'in-leeway': `a refresh token is good for ${LEEWAY_SECONDS} s more`,
  },
  motion: 'age',
  bites: [
    { client: 'spa', mutant: 'ref-no-lock-across-tabs', variant: 'no-leeway', verdict: 'fail', check: 'family-lives' },
    { client: 'spa', mutant: 'ref-no-lock-across-tabs', variant: 'in-leeway', verdict: 'warn', check: 'one-refresh' },
    { client: 'spa', mutant: 'ref-lock-without-news', variant: 'no-leeway', verdict: 'fail', check: 'family-lives' },
  ],
  async steps(context) {
    const { person, world, twist } = context;
    const leewaySeconds = context.variant === 'in-leeway' ? LEEWAY_SECONDS : 0;
    await context.changeClient({ refreshTokens: { rotation: 'rotating', expiration: 'expiring', leewaySeconds } });
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const other = await person.inNewTab();
    const visits = [await other.usesResource()];
    await twist(() => world.clock.age(A_DAY));
    await twist(() => world.faults.inject({ ...ON_REFRESH, do: { delayMs: SLOW_MS } }));
    const together = await steps.seeUse(context, async () => {
      visits.push(...(await Promise.all([person.usesResource(), other.usesResource()])));
      return visits.find(({ ok }) => !ok) ?? start.visit;
    });
    await twist(() => world.clock.age(A_DAY));
    const later = [];
    for (const who of [person, other]) later.push(await steps.seeUse(context, () => who.usesResource()));
    return { start, visits, together, later };
  },
  control({ start, visits, later }, { check }) {
    const bad = [start.visit, ...visits, ...later.map(({ visit }) => visit)].find(({ ok }) => !ok);
    check.must('works', 'With a valid token both tabs work', !bad, bad ? traffic.describeVisit(bad) : '');
    check.must('logs-in', 'Signing in redeems a code of the provider', start.hasLogin, traffic.describeVisit(start.visit));
  },
  judge({ together, later, visits }, { check }) {
    steps.needRefresh(together, { check });
    const uses = [together, ...later];
    const refreshes = uses.flatMap((use) => use.refreshes);
    const asked = uses.flatMap((use) => use.asked);
    const refused = refreshes.filter((each) => !traffic.isAccepted(each));
    const dead = `${traffic.count(refused.length, 'refresh request')} refused: ${refused.map(traffic.describeExchange).join('; ')}`;
    check.must(
      'family-lives',
      'No refresh is refused, and the family of refresh tokens lives',
      refused.length === 0,
      dead,
      refused,
    );
    const twice = sentTwice(together.refreshes);
    const found = `a refresh token was sent ${twice.length} times`;
    check.should('one-refresh', 'Each refresh token is sent once', twice.length === 0, found, twice);
    const bad = [...visits, ...later.map(({ visit }) => visit)].find(({ ok }) => !ok);
    check.must('all-done', 'Both tabs go on', !bad, bad ? traffic.describeVisit(bad) : '', refreshes);
    const trips = `${traffic.count(asked.length, 'authorization request')} followed`;
    check.should('no-new-login', 'Nobody has to sign in again', asked.length === 0, trips, asked);
  },
});
