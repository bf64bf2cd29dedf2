import pkg from '../../package.json' with { type: 'json' };
import { type Behaviour, isDecisive, type Persona } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { behavioursOf, type Expectation, type RunResult, type ShardResult, showsOf, type Unjudged } from '../model/index.ts';
import { unpackLater } from '../packed-exchanges.ts';
import type { RunOptions } from './options.ts';
import type { PackedOutcome } from './outcome.ts';
import { catalogueRevision, personaRevision } from './revision.ts';
import { summarize } from './summary.ts';
import { describeUnjudged } from './unjudged.ts';

/** Facts about a run besides its outcomes. */
export interface RunFacts {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: string;
  /** Number of results that were planned. */
  readonly planned: number;
  /** Selected apps of which nothing was judged. */
  readonly unjudged: readonly Unjudged[];
  /** Of a part of a run. */
  readonly shard?: ShardResult | undefined;
  /** Entries of `expected.json` that no other part of the run can match. Default: all. */
  readonly decidable?: readonly Expectation[] | undefined;
}

/** Reasons that come before all others: where nothing was judged, every count is beside the point. */
export const withUnjudged = (summary: RunResult['summary'], unjudged: readonly Unjudged[]): RunResult['summary'] =>
  unjudged.length === 0 ? summary : { ...summary, red: true, reasons: [...unjudged.map(describeUnjudged), ...summary.reasons] };

const behavioursIn = (outcomes: readonly PackedOutcome[], all: readonly Behaviour[]): RunResult['behaviours'] => {
  const ids = new Set(
    outcomes.flatMap(({ result, exchanges }) => [
      ...exchanges.behaviours,
      ...result.checks.flatMap(({ behaviours }) => behaviours),
      ...behavioursOf(result.persona, SCENARIOS.filter(({ id }) => id === result.scenario).flatMap(showsOf)),
    ]),
  );
  const named = all.filter(({ id }) => ids.has(id));
  return Object.fromEntries(
    named.map(({ id, summary, source, stage }) => [id, { summary, source: { ...source }, decides: isDecisive(stage) }]),
  );
};

/** Assembles the run result, from which reports are made. */
export const runResultOf = (
  outcomes: readonly PackedOutcome[],
  facts: RunFacts,
  personas: readonly Persona[],
  options: Pick<RunOptions, 'expected' | 'strict' | 'allowUnjudged'>,
): RunResult => {
  const { expected = [], strict = false, allowUnjudged = false } = options;
  const { startedAt, durationMs, seed, planned, unjudged, shard, decidable } = facts;
  const results = outcomes.map(({ result }) => result);
  const { stale, ...summary } = summarize(results, expected, strict, decidable);
  const behaviours = personas.flatMap((persona) => persona.behaviours);
  const revisions = personas.map(({ id }) => [id, personaRevision(behaviours, id)]);
  return {
    schemaVersion: 1,
    tool: { name: 'loginlab', version: pkg.version },
    catalogueRevision: catalogueRevision(SCENARIOS, behaviours),
    environment: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      personas: Object.fromEntries(revisions),
    },
    ...{ startedAt, durationMs, seed },
    ...(shard ? { shard } : {}),
    ...(outcomes.length < planned ? { interrupted: true as const } : {}),
    ...(unjudged.length > 0 ? { unjudged: [...unjudged] } : {}),
    ...(allowUnjudged ? { allowUnjudged: true as const } : {}),
    ...(strict ? { strict: true as const } : {}),
    ...(stale.length > 0 ? { stale: [...stale] } : {}),
    summary: withUnjudged(summary, allowUnjudged ? [] : unjudged),
    behaviours: behavioursIn(outcomes, behaviours),
    exchanges: unpackLater(outcomes.map(({ exchanges }) => exchanges)),
    results,
  };
};
