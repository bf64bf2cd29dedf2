import { type Exchange, type FaultInput, isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Failure {
  readonly says: string;
  readonly action: FaultInput['do'];
  /** The API did what it was asked to, and then the answer was lost. */
  readonly isDone?: true;
  /** The answer says when to come back. */
  readonly namesPause?: true;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const PAGE = '<!doctype html><title>Sorry…</title><h1>502. That’s an error.</h1>';
const LATER = { 'Retry-After': '120' };

const googleQuota = (reason: string, message: string) => ({
  status: 403,
  body: { error: { code: 403, message, errors: [{ domain: 'usageLimits', reason, message }] } },
});

const FAILURES: Readonly<Record<string, Failure>> = {
  'server-error': { says: '500 with a JSON error', action: { status: 500, body: { error: 'internal_failure' } } },
  'bad-gateway': { says: '502 with an HTML page', action: { status: 502, headers: HTML, body: PAGE } },
  unavailable: { says: '503 with Retry-After: 120', action: { status: 503, headers: LATER }, namesPause: true },
  'unavailable-bare': { says: '503 without Retry-After', action: { status: 503 } },
  'rate-limited': {
    says: '429 with Retry-After: 120',
    action: { status: 429, headers: LATER, body: { error: 'too_many_requests' } },
    namesPause: true,
  },
  'rate-limited-bare': { says: '429 without Retry-After', action: { status: 429, body: { error: 'too_many_requests' } } },
  'quota-403': { says: '403 because of a rate limit', action: googleQuota('userRateLimitExceeded', 'User Rate Limit Exceeded') },
  'graph-limit': {
    says: '400 with code 17: too many calls',
    action: {
      status: 400,
      body: { error: { message: '(#17) User request limit reached', type: 'OAuthException', code: 17, fbtrace_id: 'A1b2' } },
    },
  },
  'no-answer': { says: 'a connection that closes before the API did anything', action: { drop: true } },
  'lost-answer': { says: 'a connection that closes after the API did it', action: { drop: true }, isDone: true },
  'cut-answer': { says: 'an answer that is cut off after the API did it', action: { truncate: 12 }, isDone: true },
  'gateway-timeout': {
    says: '504 of a gateway after the API did it',
    action: { status: 504, headers: HTML, body: PAGE },
    isDone: true,
  },
};

/** Failing calls, so that an app that never stops comes to an end. */
const TIMES = 30;
/** Repetitions in one visit that are still careful. */
const MOST = 3;

interface Seen {
  readonly start: steps.Start;
  readonly failed: model.Visit;
  readonly during: readonly Exchange[];
  readonly signedIn: boolean;
  readonly last: steps.Use;
}

type Context = model.ScenarioContext;

const fail = async ({ world, variant = '' }: Context, calls: readonly Exchange[]): Promise<void> => {
  const { action = { drop: true }, isDone } = FAILURES[variant] ?? {};
  // What was carried out is lost once, as networks lose things; a repetition then meets an API that works.
  const often = isDone ? { at: 'reply' as const, times: calls.length } : { times: TIMES };
  for (const on of steps.endpointsOf(calls)) await world.faults.inject({ on, ...often, do: action });
};

/** Writes that the API carried out: accepted, or done before the answer was lost. */
const doneIn = (writes: readonly Exchange[], isDone: boolean): readonly Exchange[] =>
  writes.filter((each) => (steps.isStruck(each) ? isDone : traffic.isAccepted(each)));

/** A request that may come twice by its method, or because it goes on with an upload that it names. */
const isRepeatable = (each: Exchange): boolean =>
  /^(?:PUT|DELETE)$/i.test(each.request.method) || traffic.queryOf(each).has('upload_id');

const checkWrites = ({ start, during, failed }: Seen, { app, check, variant = '' }: Context): void => {
  const { says = '', isDone = false } = FAILURES[variant] ?? {};
  const writes = during.filter(traffic.isWrite);
  if (!steps.isWriter(start) || writes.length === 0) return;
  const wanted = start.calls.filter((call) => traffic.isWrite(call) && traffic.isAccepted(call)).length;
  const done = doneIn(writes, isDone);
  const times = `there was ${says}, and what the person asked for was carried out ${done.length} times; ${wanted} expected; ${traffic.describeVisit(failed)}`;
  const isDoubled = done.length > wanted;
  // No API of this lab knows the key, so it was done twice here; one that knows it does it once.
  const isKeyed = isDoubled && steps.countByKey(done, start.calls) <= wanted;
  // A browser repeats by itself what a reused connection has lost.
  if (app.kind === 'spa' || writes.every(isRepeatable) || isKeyed)
    check.info('not-doubled', 'How often a write was carried out', traffic.count(done.length, 'time'), writes);
  else check.must('not-doubled', 'No write is carried out twice', !isDoubled, times, writes);
};

const checkRepetitions = ({ start, during }: Seen, { check, variant = '' }: Context): void => {
  const { says = '', namesPause } = FAILURES[variant] ?? {};
  const calls = during.filter(({ endpoint }) => isApi(endpoint));
  const most = (namesPause ? 1 : MOST) * Math.max(1, start.calls.length);
  const many = `there was ${says}, and ${traffic.count(calls.length, 'API call')} for one request of the person; at most ${most} expected`;
  check.should('no-burst', 'The call is not repeated at once', calls.length <= most, many, calls);
};

export default model.defineScenario<Seen>({
  id: 'resilience/api-failure',
  title: 'The API fails, is too busy, or its answer is lost',
  level: 'MUST',
  basis: [
    model.spec('RFC9110-15.6'),
    model.spec('RFC9110-9.2.2'),
    model.spec('RFC9110-10.2.3'),
    model.spec('RFC6585-4'),
    model.spec('RFC6750-3.1'),
    model.spec('draft-ietf-httpapi-idempotency-key-header'),
    model.vendor('G-68'),
    model.vendor('F-58'),
    model.lab(
      'Such an answer says nothing of the token: neither a refresh nor a login helps. A write may have been carried out.',
    ),
  ],
  provider:
    'Its API answers 5xx or 429, or closes the connection, before or after it did what it was asked to. Then it works again.',
  rightClient:
    'Tells the person, keeps session and tokens, does not refresh, starts no login, repeats seldom and never sooner than Retry-After says, and repeats no write that may have been carried out.',
  fix: 'Refresh or sign in again only after an answer that refuses the token (401). Show everything else as a failure of the moment, and let the person decide whether to try again.',
  fixes: {
    'not-doubled':
      'Do not repeat a POST by yourself when its answer is lost. If the API knows Idempotency-Key, send one, new for each write and the same for its repetitions; else ask the API first whether it was done.',
    'no-burst': 'Wait as long as Retry-After says, else longer each time, and give up after a few tries.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FAILURES).map(([name, { says }]) => [name, says])),
  variantPersonas: { 'quota-403': ['google'], 'graph-limit': ['facebook'] },
  limitSeconds: 45,
  bites: [
    { client: 'web', mutant: 'rsl-5xx-refreshes', variant: 'server-error', verdict: 'fail', check: 'no-refresh' },
    { client: 'web', mutant: 'rsl-any-failure-refreshes', variant: 'rate-limited-bare', verdict: 'fail', check: 'no-refresh' },
    { client: 'web', mutant: 'rsl-5xx-signs-in', variant: 'unavailable', verdict: 'fail', check: 'no-login' },
    { client: 'web', mutant: 'rsl-outage-logs-out', variant: 'bad-gateway', verdict: 'fail', check: 'stays-signed-in' },
    { client: 'web', mutant: 'rsl-outage-logs-out', variant: 'no-answer', verdict: 'fail', check: 'stays-signed-in' },
    { client: 'web', mutant: 'rsl-lost-write-repeated', variant: 'lost-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-lost-write-repeated', variant: 'cut-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-5xx-write-repeated', variant: 'gateway-timeout', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-lost-write-new-key', variant: 'lost-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-lost-write-one-key', variant: 'lost-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-lost-write-traced', variant: 'cut-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'web', mutant: 'rsl-api-burst', variant: 'unavailable-bare', verdict: 'warn', check: 'no-burst' },
    { client: 'web', mutant: 'rsl-failure-shown-as-done', variant: 'rate-limited', verdict: 'warn', check: 'says-so' },
    { client: 'graph-client', mutant: 'rsl-api-burst', variant: 'graph-limit', verdict: 'warn', check: 'no-burst' },
    { client: 'graph-client', mutant: 'rsl-lost-write-repeated', variant: 'lost-answer', verdict: 'fail', check: 'not-doubled' },
    { client: 'rest', mutant: 'rsl-outage-logs-out', variant: 'server-error', verdict: 'fail', check: 'stays-signed-in' },
    { client: 'rest', mutant: 'rsl-api-burst', variant: 'rate-limited', verdict: 'warn', check: 'no-burst' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => fail(context, start.calls));
    const failed = await person.usesResource();
    await settled();
    const during = traffic.after(await wire.all(), mark);
    await twist(() => world.faults.clear());
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const last = await steps.seeUse(context, () => person.usesResource({ stopBefore: steps.leaves(context) }));
    return { start, failed, during, signedIn, last };
  },
  control({ start, failed, last }, context) {
    steps.checkStart(start, [failed, last.visit], context);
    steps.skipRolling(start.calls, context);
  },
  judge(seen, context) {
    const { start, failed, during, signedIn, last } = seen;
    const { check, person, variant = '' } = context;
    const { says = '', isDone } = FAILURES[variant] ?? {};
    const struck = during.filter(steps.isStruck);
    if (struck.length === 0) check.inconclusive('The API was not called, so it could not fail.');
    const refreshes = during.filter(traffic.isRenewal);
    const renewed = `there was ${says}, and ${traffic.count(refreshes.length, 'refresh request')}, although the token is valid`;
    check.must('no-refresh', 'The app does not refresh', refreshes.length === 0, renewed, refreshes);
    const asked = during.filter(({ endpoint }) => endpoint === 'authorize');
    const sent = `there was ${says}, and ${traffic.count(asked.length, 'authorization request')}, although the token is valid`;
    check.must('no-login', 'The app does not start a login', asked.length === 0, sent, asked);
    const gone = `there was ${says}, and afterwards the app no longer shows ${person.name}; ${traffic.describeVisit(failed)}`;
    check.must('stays-signed-in', 'The person stays signed in', signedIn, gone, struck);
    const end = traffic.describeVisit(failed);
    check.must('comes-to-rest', 'The person ends on a page of the app', failed.end === 'done', end, struck);
    checkWrites(seen, context);
    checkRepetitions(seen, context);
    const isRefused = !isDone && during.filter(({ endpoint }) => isApi(endpoint)).every(steps.isStruck);
    const isSilent = isRefused && steps.looksDone(start.visit, failed);
    check.should('says-so', 'The page reports the failure', !isSilent, `the page reports success; ${end}`, struck);
    const dead = `the API works again, and the app does not: ${steps.describeUse(last)}`;
    check.must(
      'works-after',
      'When the API works again, so does the app',
      steps.worked(last) && last.asked.length === 0,
      dead,
      last.calls,
    );
  },
});
