import { availableParallelism } from 'node:os';
import pkg from '../../package.json' with { type: 'json' };
import { BEHAVIOURS, createLab, type Lab, PERSONAS } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { realNowIso } from '../../provider/world/clock.ts';
import { randomText } from '../../provider/world/random.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import type { ReportedExchange, RunResult, Scenario } from '../model/index.ts';
import type { Crowd } from './cast.ts';
import { withExpectation } from './expectations.ts';
import { layLanes, type StationPlan } from './lanes.ts';
import type { RunOptions } from './options.ts';
import { behavioursIn, namedExchanges, type Performance, perform, type RunContext } from './perform.ts';
import { planUnits, shardOf, type Unit } from './plan.ts';
import { catalogueRevision, personaRevision } from './revision.ts';
import { choose } from './select.ts';
import { Station } from './station.ts';
import { summarize } from './summary.ts';

const personaIds = (): readonly PersonaId[] => Object.keys(PERSONAS) as PersonaId[];

const checkNumbers = ({ workers, shard }: RunOptions): void => {
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1))
    throw new LoginLabError('usage', `A number of workers of 1 or more was expected, ${workers} was found.`, {
      field: 'workers',
    });
  if (
    shard &&
    !(Number.isInteger(shard.of) && Number.isInteger(shard.index) && shard.of >= 1 && shard.index >= 1 && shard.index <= shard.of)
  ) {
    throw new LoginLabError('usage', `A shard from 1/n to n/n was expected, ${shard.index}/${shard.of} was found.`, {
      field: 'shard',
    });
  }
};

/** Does the units of one station in order, as far as the run goes. */
const workStation = async (
  id: string,
  units: StationPlan,
  lab: Pick<Lab, 'world'>,
  options: RunOptions,
  context: RunContext,
  done: (unit: Unit, performance: Performance) => void,
): Promise<void> => {
  const [first] = units;
  if (!first) return;
  const { configDir, extraEnv = {}, onEvent = () => undefined } = options;
  const station = await Station.open({ id, lab, app: first.app, configDir, extraEnv, signal: context.signal, onEvent });
  try {
    for (const unit of units) {
      context.signal.throwIfAborted();
      const { variant } = unit;
      onEvent?.({
        type: 'scenario-started',
        app: unit.app.id,
        persona: unit.persona,
        scenario: unit.scenario.id,
        ...(variant ? { variant } : {}),
      });
      done(unit, await perform(unit, station, context));
    }
  } finally {
    await station.close();
  }
};

/** Takes lanes from a list until it is empty, `workers` at a time. The first failure ends the others. */
const workLanes = async (
  lanes: readonly (readonly StationPlan[])[],
  workers: number,
  stop: AbortController,
  work: (id: string, units: StationPlan) => Promise<void>,
): Promise<void> => {
  const queue = lanes.map((stations, lane) =>
    stations.map((units, place) => [`s${lane + 1}${place > 0 ? `.${place + 1}` : ''}`, units] as const),
  );
  const worker = async (): Promise<void> => {
    for (let lane = queue.shift(); lane; lane = queue.shift()) {
      for (const [id, units] of lane) await work(id, units);
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: Math.min(workers, lanes.length) }, () =>
      worker().catch((error: unknown) => {
        stop.abort(error);
        throw error;
      }),
    ),
  );
  const failed = outcomes.find(
    (outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected' && outcome.reason !== ABORTED,
  );
  if (failed) throw failed.reason;
};

const ABORTED = Symbol('the run was stopped');

const behavioursNamed = (performances: readonly Performance[], scenarios: readonly Scenario[]): RunResult['behaviours'] => {
  const ids = new Set([
    ...performances.flatMap((each) => [
      ...behavioursIn(namedExchanges(each)),
      ...each.result.checks.flatMap(({ behaviours }) => behaviours),
    ]),
    ...scenarios.flatMap(({ shows }) => shows),
  ]);
  const named = BEHAVIOURS.filter(({ id }) => ids.has(id));
  return Object.fromEntries(named.map(({ id, summary, source }) => [id, { summary, source: { ...source } }]));
};

const exchangesNamed = (performances: readonly Performance[]): Record<string, ReportedExchange> =>
  Object.fromEntries(performances.flatMap(namedExchanges).map((exchange) => [exchange.id, exchange]));

/**
 * Runs scenarios against apps and judges them. Rejects with `unknown-id` or `usage` before anything is started, and when the
 * lab itself fails; an app that fails is a result. Every program that was started is stopped again.
 */
export const run = async (options: RunOptions): Promise<RunResult> => {
  checkNumbers(options);
  const choice = choose(options, SCENARIOS, personaIds());
  const units = shardOf(planUnits(choice), options.shard);
  const expected = options.expected ?? [];
  const { onEvent, shard, signal } = options;
  const startedAt = realNowIso();
  const started = performance.now();
  const seed = options.seed ?? randomText(12);
  const workers = options.workers ?? availableParallelism();
  onEvent?.({ type: 'planned', results: units.length, apps: [...new Set(units.map(({ app }) => app.id))] });

  const stop = new AbortController();
  const abort = () => stop.abort(ABORTED);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  const crowd: Crowd = new Set();
  const context: RunContext = {
    seed,
    command: options.command ?? 'npm run -s loginlab --',
    crowd,
    signal: stop.signal,
  };
  const done = new Map<Unit, Performance>();
  const keep = (unit: Unit, { result, exchanges }: Performance) => {
    const judged = { result: withExpectation(expected, result), exchanges };
    done.set(unit, judged);
    onEvent?.({ type: 'result', result: judged.result, done: done.size, of: units.length });
  };
  const ownLab = options.lab ? undefined : await createLab({ personas: personaIds() });
  try {
    const lab = options.lab ?? ownLab;
    if (lab)
      await workLanes(layLanes(units, workers), workers, stop, (id, plan) => workStation(id, plan, lab, options, context, keep));
  } finally {
    signal?.removeEventListener('abort', abort);
    await ownLab?.close();
  }

  const performances = units.flatMap((unit) => done.get(unit) ?? []);
  const results = performances.map(({ result }) => result);
  const result: RunResult = {
    schemaVersion: 1,
    tool: { name: 'loginlab', version: pkg.version },
    catalogueRevision: catalogueRevision(SCENARIOS, BEHAVIOURS),
    environment: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      personas: Object.fromEntries(personaIds().map((id) => [id, personaRevision(BEHAVIOURS, id)])),
    },
    startedAt,
    durationMs: Math.round(performance.now() - started),
    seed,
    ...(shard ? { shard: { ...shard } } : {}),
    ...(performances.length < units.length ? { interrupted: true as const } : {}),
    summary: summarize(results, expected, options.strict ?? false),
    behaviours: behavioursNamed(
      performances,
      choice.scenarios.map(({ scenario }) => scenario),
    ),
    exchanges: exchangesNamed(performances),
    results,
  };
  onEvent?.({ type: 'ended', run: result });
  return result;
};
