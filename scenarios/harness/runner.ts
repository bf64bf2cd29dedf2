import { availableParallelism } from 'node:os';
import { createLab, type Lab, PERSONAS, requireChromium } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { realNowIso } from '../../provider/world/clock.ts';
import { randomText } from '../../provider/world/random.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import type { RunResult } from '../model/index.ts';
import { Browsers } from './browsers.ts';
import { withExpectation } from './expectations.ts';
import { layLanes, type StationPlan } from './lanes.ts';
import type { RunOptions } from './options.ts';
import { type Outcome, perform, type RunContext } from './perform.ts';
import { planUnits, shardOf, type Unit } from './plan.ts';
import { runResultOf } from './run-result.ts';
import { choose } from './select.ts';
import { Station } from './station.ts';

/** What the workers of a run share. */
interface Work {
  readonly options: RunOptions;
  readonly context: RunContext;
  readonly lab: Pick<Lab, 'world'>;
  readonly done: (unit: Unit, outcome: Outcome) => void;
}

const ABORTED = Symbol('the run was stopped');

const personaIds = (): readonly PersonaId[] => Object.keys(PERSONAS) as PersonaId[];

const isCount = (number: number): boolean => Number.isInteger(number) && number >= 1;

const checkNumbers = ({ workers, shard }: RunOptions): void => {
  if (workers !== undefined && !isCount(workers)) {
    throw new LoginLabError('usage', `A number of workers of 1 or more was expected, ${workers} was found.`, {
      field: 'workers',
    });
  }
  if (shard && !(isCount(shard.of) && isCount(shard.index) && shard.index <= shard.of)) {
    throw new LoginLabError('usage', `A shard from 1/n to n/n was expected, ${shard.index}/${shard.of} was found.`, {
      field: 'shard',
    });
  }
};

/** Does the units of one station in order, as far as the run goes. */
const workStation = async (id: string, units: StationPlan, { options, context, lab, done }: Work): Promise<void> => {
  const [first] = units;
  if (!first) return;
  const { configDir, extraEnv = {}, onEvent = () => undefined } = options;
  const station = await Station.open({ id, lab, app: first.app, configDir, extraEnv, signal: context.signal, onEvent });
  try {
    for (const unit of units) {
      context.signal.throwIfAborted();
      const { app, persona, scenario, variant } = unit;
      onEvent({ type: 'scenario-started', app: app.id, persona, scenario: scenario.id, ...(variant ? { variant } : {}) });
      done(unit, await perform(unit, station, context));
    }
  } finally {
    await station.close();
  }
};

/** Takes lanes from a list until it is empty, `workers` at a time. The first failure stops the others. */
const workLanes = async (
  lanes: readonly (readonly StationPlan[])[],
  workers: number,
  stop: AbortController,
  work: Work,
): Promise<void> => {
  const queue = lanes.map((stations, lane) =>
    stations.map((units, place) => [`s${lane + 1}${place > 0 ? `.${place + 1}` : ''}`, units] as const),
  );
  const worker = async (): Promise<void> => {
    for (let lane = queue.shift(); lane; lane = queue.shift()) {
      for (const [id, units] of lane) await workStation(id, units, work);
    }
  };
  const watched = (): Promise<void> =>
    worker().catch((error: unknown) => {
      stop.abort(error);
      throw error;
    });
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(workers, lanes.length) }, watched));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && outcome.reason !== ABORTED);
  if (failed?.status === 'rejected') throw failed.reason;
};

/** Works in the lab of the options, or in one that lives as long as the work. */
const withLab = async (options: RunOptions, deed: (lab: Pick<Lab, 'world'>) => Promise<void>): Promise<void> => {
  if (options.lab) {
    await deed(options.lab);
    return;
  }
  await using lab = await createLab({ personas: personaIds() });
  await deed(lab); // the lab goes with this block
};

/** The names of one result of a run to be. */
export interface PlannedResult {
  readonly app: string;
  readonly persona: string;
  readonly scenario: string;
  readonly variant?: string;
}

const unitsOf = (options: RunOptions): readonly Unit[] =>
  shardOf(planUnits(choose(options, SCENARIOS, personaIds())), options.shard);

/** What `run` would do, in the order of its results. Throws `unknown-id` as it rejects. */
export const planRun = (options: RunOptions): readonly PlannedResult[] =>
  unitsOf(options).map(({ app, persona, scenario, variant }) => ({
    app: app.id,
    persona,
    scenario: scenario.id,
    ...(variant === undefined ? {} : { variant }),
  }));

/** Aborts a controller when the user's signal is; returns what forgets it again. */
const follow = (signal: AbortSignal | undefined, stop: AbortController): (() => void) => {
  const abort = () => stop.abort(ABORTED);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
};

/**
 * Runs scenarios against apps and judges them. Rejects with `unknown-id`, `usage` or `config` for what was asked wrongly, with `unsupported` where no browser can be driven, and
 * when the lab itself fails; an app that fails is a result. Every program that was started is stopped again.
 */
export const run = async (options: RunOptions): Promise<RunResult> => {
  checkNumbers(options);
  const units = unitsOf(options);
  const { onEvent, expected = [], workers = availableParallelism(), seed = randomText(12), limitSeconds } = options;
  const [startedAt, started] = [realNowIso(), performance.now()];
  onEvent?.({ type: 'planned', results: units.length, apps: [...new Set(units.map(({ app }) => app.id))] });

  const stop = new AbortController();
  const command = options.command ?? 'npm run -s loginlab --';
  if (options.person === 'browser') await requireChromium();
  await using browsers = options.person === 'browser' ? new Browsers(options.browser) : undefined;
  const context: RunContext = { seed, command, limitSeconds, crowd: new Set(), browsers, signal: stop.signal };
  const outcomes = new Map<Unit, Outcome>();
  const done = (unit: Unit, { result, exchanges }: Outcome) => {
    const outcome = { result: withExpectation(expected, result), exchanges };
    outcomes.set(unit, outcome);
    onEvent?.({ type: 'result', result: outcome.result, done: outcomes.size, of: units.length });
  };
  const forget = follow(options.signal, stop);
  try {
    await withLab(options, (lab) => workLanes(layLanes(units, workers), workers, stop, { options, context, lab, done }));
  } finally {
    forget();
  }
  const facts = { startedAt, durationMs: Math.round(performance.now() - started), seed, planned: units.length };
  const result = runResultOf(
    units.flatMap((unit) => outcomes.get(unit) ?? []),
    facts,
    options,
  );
  onEvent?.({ type: 'ended', run: result });
  return result;
};
