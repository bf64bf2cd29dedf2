import { availableParallelism } from 'node:os';
import { type Lab, loadPersonas, requireChromium } from '../../provider/index.ts';
import { LoginLabError } from '../../provider/model/index.ts';
import { realNowIso } from '../../provider/world/clock.ts';
import { randomText } from '../../provider/world/random.ts';
import type { RunResult } from '../model/index.ts';
import { durationOfAll } from './balanced-parts.ts';
import { openBrowsers } from './browsers.ts';
import { clearEvidence } from './evidence-folder.ts';
import { withExpectation } from './expectations.ts';
import type { Work } from './instance-work.ts';
import { LaneLost } from './lane-lost.ts';
import type { LaneReport, RunOptions } from './options.ts';
import { type PackedOutcome, packOutcome } from './outcome.ts';
import { giveUp } from './perform.ts';
import type { Unit } from './plan.ts';
import { openLabOf, type Plan, planOf, playLane, workersOf } from './play.ts';
import type { RunContext } from './run-context.ts';
import { runResultOf } from './run-result.ts';
import { shardFacts } from './shard-facts.ts';
import { SignInResults } from './sign-in-results.ts';
import { findUnjudged } from './unjudged.ts';
import { UserRegistry } from './user-registry.ts';

const ABORTED = Symbol('the run was stopped');

const isCount = (number: number): boolean => Number.isInteger(number) && number >= 1;

const checkNumbers = ({ workers, shard }: RunOptions): void => {
  if (workers !== undefined && !isCount(workers)) {
    throw new LoginLabError('usage', `Expected at least 1 worker, found ${workers}.`, {
      field: 'workers',
    });
  }
  if (shard && !(isCount(shard.of) && isCount(shard.index) && shard.index <= shard.of)) {
    throw new LoginLabError('usage', `Expected a shard from 1/n to n/n, found ${shard.index}/${shard.of}.`, {
      field: 'shard',
    });
  }
};

/** Takes lanes from a list until it is empty, `workers` at a time. The first failure stops the others. */
const takeLanes = async (count: number, workers: number, stop: AbortController, play: PlayLane): Promise<void> => {
  const queue = Array.from({ length: count }, (_, lane) => lane);
  const worker = async (place: number): Promise<void> => {
    for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) await play(lane, place);
  };
  const watched = (_: unknown, place: number): Promise<void> =>
    worker(place).catch((error: unknown) => {
      stop.abort(error);
      throw error;
    });
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(workers, count) }, watched));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && outcome.reason !== ABORTED);
  if (failed?.status === 'rejected') throw failed.reason;
};

/** Runs one lane; `place` is the number of the worker, from 0. */
type PlayLane = (lane: number, place: number) => Promise<void>;

/** Uses the lab of the options, or a new one that is closed afterwards. */
const withLab = async (options: RunOptions, action: (lab: Pick<Lab, 'world'>) => Promise<void>): Promise<void> => {
  if (options.lab) {
    await action(options.lab);
    return;
  }
  await using lab = await openLabOf(options);
  await action(lab); // the lab is closed at the end of this block
};

/** The names of one planned result. */
export interface PlannedResult {
  readonly app: string;
  readonly persona: string;
  readonly scenario: string;
  readonly variant?: string;
}

/** The results that `run` would give, in order. Throws `unknown-id` where `run` rejects with it. */
export const planRun = (options: RunOptions): readonly PlannedResult[] =>
  planOf(options).units.map(({ app, persona, scenario, variant }) => ({
    app: app.id,
    persona,
    scenario: scenario.id,
    ...(variant === undefined ? {} : { variant }),
  }));

const countByApp = (units: readonly Unit[]): Readonly<Record<string, number>> => {
  const byApp = Map.groupBy(units, ({ app }) => app.id);
  return Object.fromEntries([...byApp].map(([id, own]) => [id, own.length]));
};

/** Aborts a controller together with the user's signal; returns a function that removes the listener. */
const follow = (signal: AbortSignal | undefined, stop: AbortController): (() => void) => {
  const abort = () => stop.abort(ABORTED);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
};

/** One app that is expected to take less, in ms, is over before worker processes have loaded what they need. */
const WORTH_PROCESSES_MS = 20_000;

/** Several apps have processes of their own in any case: what one does to its process is nothing to the others. */
const isSmall = ({ units }: Plan): boolean =>
  new Set(units.map(({ app }) => app)).size < 2 && durationOfAll(units) < WORTH_PROCESSES_MS;

const isInProcess = (plan: Plan, options: RunOptions): boolean =>
  options.lab !== undefined || Math.min(plan.lanes.length, workersOf(options)) < 2 || isSmall(plan);

/** Runs the lanes of a plan in this process, or in worker processes if there are any. */
const playAll = async (
  plan: Plan,
  { options, context, done, checked, lost }: Omit<Work, 'lab'> & { readonly lost: (lane: number, reason: string) => void },
  stop: AbortController,
): Promise<void> => {
  const [count, workers] = [plan.lanes.length, workersOf(options)];
  if (!options.processes || isInProcess(plan, options)) {
    await using browsers = openBrowsers(options);
    const work = { options, context: { ...context, browsers }, done, checked };
    await withLab(options, (lab) => takeLanes(count, workers, stop, (lane) => playLane(plan, lane, { ...work, lab })));
    return;
  }
  await using processes = await options.processes(Math.min(count, workers, availableParallelism()), context, options);
  const report: LaneReport = {
    done: (unit, outcome) => {
      const own = plan.units[unit];
      if (own) done(own, outcome);
    },
    checked,
  };
  await takeLanes(count, workers, stop, (lane, place) =>
    processes.play(lane, place, report).catch((error: unknown) => {
      if (!(error instanceof LaneLost)) throw error;
      lost(lane, error.message);
    }),
  );
};

/**
 * Runs scenarios against apps and judges them. Rejects with `unknown-id`, `usage` or `config` for wrong options, with `unsupported` if no browser is installed, and
 * when the lab fails; a failing app is a result. Every started program is stopped.
 */
export const run = async (options: RunOptions): Promise<RunResult> => {
  checkNumbers(options);
  const plan = planOf(options);
  const { units } = plan;
  const { onEvent, expected = [], seed = randomText(12), limitSeconds } = options;
  const [startedAt, started] = [realNowIso(), performance.now()];
  onEvent?.({ type: 'planned', results: units.length, apps: countByApp(units) });

  const stop = new AbortController();
  const command = options.command ?? 'npm run -s loginlab --';
  if (options.person === 'browser') await requireChromium();
  if (options.browser?.evidenceDir) await clearEvidence(options.browser.evidenceDir); // before several processes write there
  const context: RunContext = { seed, command, limitSeconds, registry: new UserRegistry(), signal: stop.signal };
  const outcomes = new Map<Unit, PackedOutcome>();
  const signIns = new SignInResults(expected);
  const done = (unit: Unit, { result, exchanges }: PackedOutcome) => {
    const outcome = { result: withExpectation(expected, result), exchanges };
    outcomes.set(unit, outcome);
    onEvent?.({ type: 'result', result: outcome.result, done: outcomes.size, of: units.length });
  };
  const checked = (signIn: PackedOutcome) => {
    const outcome = signIns.add(signIn);
    if (outcome) onEvent?.({ type: 'result', result: outcome.result, done: outcomes.size, of: units.length });
  };
  const lost = (lane: number, reason: string) => {
    const rest = (plan.lanes[lane] ?? []).flat().filter((unit) => !outcomes.has(unit));
    onEvent?.({ type: 'lane-lost', reason, apps: [...new Set(rest.map(({ app }) => app.id))] });
    for (const unit of rest) done(unit, packOutcome(giveUp(unit, command, options.person, reason)));
  };
  const forget = follow(options.signal, stop);
  try {
    await playAll(plan, { options, context, done, checked, lost }, stop);
  } finally {
    forget();
  }
  const played = signIns.before(units, (unit) => outcomes.get(unit));
  const results = played.map(({ result }) => result);
  const facts = {
    ...{ startedAt, durationMs: Math.round(performance.now() - started), seed, planned: units.length + signIns.size },
    ...shardFacts(options, plan, (unit) => outcomes.has(unit)),
    // Of a run that was stopped, nothing can be said about what it did not reach.
    unjudged: outcomes.size < units.length ? [] : findUnjudged(plan.selected, plan.whole, units, results),
  };
  const result = runResultOf(played, facts, await loadPersonas(), options);
  onEvent?.({ type: 'ended', run: result });
  return result;
};
