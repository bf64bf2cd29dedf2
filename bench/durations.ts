/**
 * Writes `scenarios/runner/durations.json`, by which `run --shard` splits a run: what a result of each scenario takes on
 * average, in ms, in the runs that are named. `npm run -s tsx -- bench/durations.ts RUN.json…`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { SCENARIOS } from '../scenarios/catalogue/index.ts';
import type { RunResult } from '../scenarios/model/index.ts';

/** Finer differences are chance. */
const STEP_MS = 10;

const resultsOf = (file: string): RunResult['results'] => (JSON.parse(readFileSync(file, 'utf8')) as RunResult).results;

const played = process.argv
  .slice(2)
  .flatMap(resultsOf)
  .filter(({ verdict }) => verdict !== 'skip');
const byScenario = Map.groupBy(played, ({ scenario }) => scenario);
const means = SCENARIOS.flatMap(({ id }) => {
  const own = byScenario.get(id) ?? [];
  const mean = own.reduce((sum, { durationMs }) => sum + durationMs, 0) / own.length;
  return own.length === 0 ? [] : [[id, Math.max(STEP_MS, Math.round(mean / STEP_MS) * STEP_MS)] as const];
});
const sorted = means.toSorted(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(
  new URL('../scenarios/runner/durations.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`,
);
console.log(`${sorted.length} of ${SCENARIOS.length} scenarios, from ${played.length} results`);
