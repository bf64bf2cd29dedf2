import type { Exchange, FaultInput } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Outage {
  readonly says: string;
  readonly action: FaultInput['do'];
  readonly namesPause: boolean;
}

/** A date that nobody waits for. */
const FAR = 'Thu, 31 Dec 2099 23:59:59 GMT';
const busy = (status: number, pause: string): Pick<Outage, 'action' | 'namesPause'> => ({
  action: { status, headers: { 'Retry-After': pause } },
  namesPause: true,
});

const OUTAGES: Readonly<Record<string, Outage>> = {
  'server-error': {
    says: '500 without a word about when to come back',
    action: { status: 500, body: { error: 'server_error' } },
    namesPause: false,
  },
  'unavailable-seconds': { says: '503 with Retry-After: 120', ...busy(503, '120') },
  'unavailable-date': { says: '503 with a date in Retry-After', ...busy(503, FAR) },
  'rate-limited-seconds': { says: '429 with Retry-After: 120', ...busy(429, '120') },
  'rate-limited-date': { says: '429 with a date in Retry-After', ...busy(429, FAR) },
};

/** Seconds of real time in which the app is left alone, to see what it repeats by itself. */
const WATCH_SECONDS = 2;
/** Requests per minute and endpoint. */
const MOST = 10;
/** From this number of requests on, the pauses between them tell something. */
const LEAST_TRIES = 4;
/** What is shorter is no pause. */
const LEAST_PAUSE_MS = 10;

interface Phase {
  /** `signing in`, in messages. */
  readonly name: string;
  readonly visit: model.Visit;
  /** Requests to one endpoint, in order; those about one token where a request ends a token. */
  readonly tries: readonly (readonly Exchange[])[];
}

interface Seen {
  readonly first: steps.LoginSeen;
  readonly phases: readonly Phase[];
  readonly last: steps.LoginSeen;
}

type Context = model.ScenarioContext;

/** Who ends one token and then another has repeated nothing. */
const matterOf = (exchange: Exchange): string => `${exchange.endpoint} ${traffic.paramsOf(exchange).get('token') ?? ''}`;

/** What the app sends for one action of a person, and for a while after it. */
const seePhase = async (
  { wire, settled, twist }: Context,
  name: string,
  action: () => Promise<model.Visit>,
  seconds = 0,
): Promise<Phase> => {
  const mark = traffic.markOf(await wire.all());
  const visit = await action();
  if (seconds > 0) await twist(() => steps.watch(seconds));
  await settled();
  const struck = traffic.after(await wire.all(), mark).filter(steps.isStruck);
  return { name, visit, tries: [...traffic.groupBy(struck, matterOf).values()] };
};

const seePhases = async (context: Context): Promise<readonly Phase[]> => {
  const { app, person } = context;
  const other = await context.secondPerson();
  const phases = [await seePhase(context, 'signing in', () => other.signsIn())];
  if (app.verbs.has('useResource'))
    phases.push(await seePhase(context, 'using the app', () => person.usesResource(), WATCH_SECONDS));
  if (app.verbs.has('signOut')) phases.push(await seePhase(context, 'signing out', () => person.signsOut()));
  return phases;
};

/** Milliseconds between an answer and the next request. */
const pausesOf = (tries: readonly Exchange[]): readonly number[] =>
  tries.slice(1).map((each, i) => {
    const { startedAtEpochMs = 0, durationMs = 0 } = tries[i] ?? {};
    return Math.max(0, Math.round(each.startedAtEpochMs - startedAtEpochMs - durationMs));
  });

/** The shortest of the later pauses is longer by half than the shortest of the first ones: a busy machine only makes some of them longer. */
const grows = (tries: readonly Exchange[]): boolean => {
  const pauses = pausesOf(tries);
  const half = Math.floor(pauses.length / 2);
  return Math.min(...pauses.slice(-half)) >= 1.5 * Math.max(LEAST_PAUSE_MS, Math.min(...pauses.slice(0, half)));
};

const describeTries = (name: string, tries: readonly Exchange[]): string =>
  `${traffic.count(tries.length, 'request')} to ${tries[0]?.endpoint} after ${name}, ${pausesOf(tries).slice(0, 5).join(', ')} ms apart`;

export default model.defineScenario<Seen>({
  id: 'resilience/outage-backoff',
  title: 'The provider fails for a while, and says when to come back',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9110-10.2.3'),
    model.spec('RFC6585-4'),
    model.spec('RFC7009-2.2.1'),
    model.lab('A provider that comes back is brought down again by clients that ask without a pause.'),
  ],
  provider: `Answers every request of the app with 500, 503 or 429, with Retry-After in seconds or as a date. The app is then left alone for ${WATCH_SECONDS} seconds of real time.`,
  rightClient: 'Asks once for each request of a person, or again after growing pauses, and not before Retry-After is over.',
  fix: 'Do not repeat by yourself what a person can repeat. If you do, double the pause each time, add chance, stop after a few tries, and wait at least as long as Retry-After says, in seconds or until its date.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(OUTAGES).map(([name, { says }]) => [name, says])),
  pace: 'wall',
  motion: 'age',
  limitSeconds: 60,
  bites: [
    {
      client: 'web',
      mutant: 'rsl-retry-after-ignored',
      variant: 'unavailable-seconds',
      verdict: 'warn',
      check: 'retry-after-kept',
    },
    { client: 'web', mutant: 'rsl-retry-after-ignored', variant: 'rate-limited-date', verdict: 'warn', check: 'few-requests' },
    { client: 'web', mutant: 'rsl-retries-at-fixed-pace', variant: 'server-error', verdict: 'warn', check: 'growing-pauses' },
    { client: 'web', mutant: 'rsl-revocation-repeated', variant: 'unavailable-date', verdict: 'warn', check: 'retry-after-kept' },
    { client: 'rest', mutant: 'rsl-api-burst', variant: 'rate-limited-seconds', verdict: 'warn', check: 'retry-after-kept' },
    {
      client: 'graph-client',
      mutant: 'rsl-code-retried',
      variant: 'unavailable-seconds',
      verdict: 'warn',
      check: 'retry-after-kept',
    },
  ],
  async steps(context) {
    const { person, twist, world } = context;
    const first = await steps.seeLogin(person, context);
    const isOwn = traffic.passwordLoginOf(context) !== undefined;
    if (!isOwn) await twist(() => traffic.outliveAccessTokens(context));
    const action = await twist(() => OUTAGES[context.variant ?? '']?.action);
    // The API of a provider with refresh tokens has to say that the token is over.
    if (action) await twist(() => steps.strikeAll(context, isOwn ? ['back', 'api'] : ['back'], { do: action }));
    const phases = await seePhases(context);
    await twist(() => world.faults.clear());
    return { first, phases, last: await steps.seeLogin(person, context) };
  },
  control({ first, phases, last }, { check }) {
    const isIn = first.signedIn && last.signedIn;
    check.must('signed-in', 'Without an outage people are signed in', isIn, traffic.describeVisit(first.visit));
    const bad = phases.find(({ visit }) => !visit.ok);
    check.must('works', 'Without an outage the app works', !bad, bad ? traffic.describeVisit(bad.visit) : '');
  },
  judge({ phases, last }, { check, person, variant = '' }) {
    const { says = '', namesPause } = OUTAGES[variant] ?? {};
    const all = phases.flatMap(({ name, tries }) => tries.map((each) => [name, each] as const));
    if (all.length === 0) check.skip('The app itself asked the provider nothing during the outage.');
    const stuck = phases.find(({ visit }) => visit.end !== 'done');
    check.should(
      'comes-to-rest',
      'The person ends on a page of the app',
      !stuck,
      stuck ? traffic.describeVisit(stuck.visit) : '',
    );
    const [name = '', busiest = []] = all.toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
    const told = `${says}; ${describeTries(name, busiest)}`;
    check.should('few-requests', `At most ${MOST} requests a minute`, busiest.length <= MOST, told, busiest);
    if (namesPause)
      check.should('retry-after-kept', 'Nothing is repeated before Retry-After is over', busiest.length <= 1, told, busiest);
    else {
      const even = all.find(([, tries]) => tries.length >= LEAST_TRIES && !grows(tries));
      const paced = even ? `${says}; ${describeTries(...even)}` : '';
      check.should('growing-pauses', 'The pauses between repetitions grow', !even, paced, even?.[1] ?? []);
    }
    const dead = `the provider works again, and ${person.name} cannot sign in: ${traffic.describeVisit(last.visit)}`;
    check.should('works-later', 'Afterwards the person can sign in', last.signedIn, dead, last.redeemed);
  },
});
