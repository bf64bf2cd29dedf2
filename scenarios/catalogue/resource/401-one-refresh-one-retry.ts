import { type EndpointName, type Exchange, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

const BARE_401 = { status: 401, body: { error: { code: 401, message: 'Invalid Credentials' } } };
/** Number of refusals of new tokens, so that an app that never stops comes to an end. */
const REFUSALS = 8;

/** Invalidates a token. */
const spoil = async (context: model.ScenarioContext, on: EndpointName | undefined): Promise<void> => {
  const { world, person, variant } = context;
  await traffic.endAccessToken(context, person.key, variant === 'in-mid-flight' ? 'ended' : 'after-an-hour');
  if (on && variant === 'no-challenge') await world.faults.inject({ on, at: 'reply', times: 1, do: BARE_401 });
  if (on && variant === 'refused-again') await world.faults.inject({ on, skip: 1, times: REFUSALS, do: BARE_401 });
};

/** True when both contain the canary; without one, when they are equal. */
const isSame = (content: string, before: readonly string[], canary: string | undefined): boolean =>
  canary && before.some((each) => each.includes(canary)) ? content.includes(canary) : before.includes(content);

const checkContent = (
  refused: readonly Exchange[],
  repeated: readonly Exchange[],
  canary: string | undefined,
  check: model.Checks,
): void => {
  const [before, after] = [
    refused.filter(traffic.isWrite).map(traffic.bodyTextOf),
    repeated.filter(traffic.isWrite).map(traffic.bodyTextOf),
  ];
  if (before.length === 0) {
    check.info(
      'same-content',
      'The repetition has the same content',
      'another call than the write got the 401, so there is nothing to compare',
    );
    return;
  }
  const same = after.length > 0 && after.every((content) => isSame(content, before, canary));
  const lengths = (contents: readonly string[]) => contents.map((content) => content.length).join(', ');
  const found =
    after.length === 0
      ? 'there was no repetition'
      : `the refused request had ${lengths(before)} characters, the repetition ${lengths(after)}`;
  check.must('same-content', 'The repetition has the same content', same, found, [...refused, ...repeated]);
};

export default model.defineScenario<{
  readonly start: steps.Start;
  readonly later: steps.Work;
  readonly laterWire: readonly Exchange[];
}>({
  id: 'resource/401-one-refresh-one-retry',
  title: 'A 401 leads to one refresh and one retry',
  level: 'MUST',
  basis: [model.spec('RFC6750-3'), model.spec('RFC6750-3.1'), model.spec('RFC9110-9.2.2'), model.vendor('G-65')],
  seedQuestion: 'S1',
  provider: 'Refuses an access token with 401 although the client considers it valid, and accepts the refresh token.',
  rightClient:
    'Refreshes once, and repeats the call once with the same content and the new token. If that is refused too, it stops and reports it.',
  fix: 'Keep the request until it is answered. On a 401, refresh once, repeat the same request once with the new token, and report the result.',
  fixes: {
    'one-refresh': 'On a 401 send one refresh request, let parallel requests wait for it, and use its token.',
    'done-once': 'Keep the request until it is answered, and repeat it once with the new token.',
    'same-content':
      'Keep the body of the request, so that the repetition has the same content; a stream must be read into memory or opened again.',
    stops: 'Give up after one refresh and one repetition: report the error or start a login.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['google/api/401-invalid-token'],
  variants: {
    expired: 'the token is older than its lifetime',
    'no-challenge': 'the 401 has no WWW-Authenticate header',
    'in-mid-flight': 'the token is revoked early',
    'refused-again': 'the API refuses the new token too',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'res-no-retry-after-refresh', variant: 'expired', verdict: 'fail', check: 'done-once' },
    { client: 'web', mutant: 'res-retry-loses-body', variant: 'expired', verdict: 'fail', check: 'same-content' },
    { client: 'web', mutant: 'res-double-refresh', variant: 'expired', verdict: 'fail', check: 'one-refresh' },
    { client: 'web', mutant: 'res-posts-twice', variant: 'expired', verdict: 'fail', check: 'done-once' },
    { client: 'web', mutant: 'rea-401-loop', variant: 'refused-again', verdict: 'fail', check: 'stops' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => spoil(context, start.calls[0]?.endpoint));
    const visit = await person.usesResource();
    await settled();
    const laterWire = traffic.after(await wire.all(), mark);
    return { start, later: { visit, calls: laterWire.filter(({ endpoint }) => isApi(endpoint)) }, laterWire };
  },
  control({ start, later }, context) {
    steps.checkStart(start, [later.visit], context);
  },
  judge({ start, later, laterWire }, { check, variant }) {
    const { calls, visit } = later;
    const refreshes = laterWire.filter(traffic.isRenewal);
    const asked = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const refused = calls.filter(traffic.isTokenRefused);
    if (refused.length === 0 && visit.ok && variant !== 'refused-again')
      check.skip('Another call than the API’s got the 401 first.');
    if (refused.length === 0) steps.skipOtherToken(start, { check });
    if (refused.length === 0) check.inconclusive('The API was not called with the old token, so there was no 401 to answer.');
    const tried = `${traffic.count(refreshes.length, 'refresh request')}, ${traffic.count(calls.length, 'API call')} and ${traffic.count(asked.length, 'authorization request')}`;
    if (variant === 'refused-again') {
      const most = 4 * start.calls.length;
      const stops = refreshes.length <= 2 && asked.length <= 1 && calls.length <= most;
      check.must(
        'stops',
        'The app gives up when the new token is refused too',
        stops,
        `${tried} for one request of the person; at most 2, ${most} and 1 were expected`,
        laterWire,
      );
      check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit));
      return;
    }
    const once = refreshes.length === 1 && refreshes.every(traffic.isAccepted);
    check.must('one-refresh', 'There is one refresh', once, `${tried} after the 401; ${traffic.describeVisit(visit)}`, [
      ...refused,
      ...refreshes,
    ]);
    steps.checkDoneOnce(start, later, 'the 401', { check });
    const dead = new Set(refused.map(traffic.bearerOf));
    const repeated = calls.filter((call) => !dead.has(traffic.bearerOf(call)));
    if (steps.isWriter(start)) checkContent(refused, repeated, visit.canary, check);
    else
      check.info(
        'same-content',
        'The repetition has the same content',
        'the app only reads from the API, so there is no content to compare',
      );
    const trip = asked.length > 0 ? 'the person was sent to the provider for a new login' : traffic.describeVisit(visit);
    check.must('goes-unnoticed', 'The person sees the result', visit.ok && asked.length === 0, trip, asked);
  },
});
