import { type RunResult, type ScenarioResult, SIGN_IN_CHECK_ID } from '../model/index.ts';
import { checkParts, type NamedRun, type Part } from './merge-parts.ts';
import { withUnjudged } from './run-result.ts';
import { summarize } from './summary.ts';
import { joinUnjudged } from './unjudged.ts';

/** Values that differ between machines are all named. */
const allOf = (values: readonly string[]): string => [...new Set(values)].join(', ');

const isSignIn = ({ scenario }: ScenarioResult): boolean => scenario === SIGN_IN_CHECK_ID;

/** The results of scenarios, in the order of the whole plan. */
const playedIn = (parts: readonly Part[]): readonly ScenarioResult[] =>
  parts
    .flatMap(({ run, shard }) =>
      run.results.filter((result) => !isSignIn(result)).map((result, i) => ({ result, place: shard.places[i] ?? 0 })),
    )
    .toSorted((one, other) => one.place - other.place)
    .map(({ result }) => result);

/** Each part that has an app checks its sign-in: one that fails counts, as among several instances of one machine. */
const signInsOf = (parts: readonly Part[]): readonly ScenarioResult[] => {
  const all = parts.flatMap(({ run }) => run.results.filter(isSignIn));
  const same = Map.groupBy(all, ({ app, persona }) => JSON.stringify([app.id, persona]));
  return [...same.values()].flatMap((own) => own.find(({ verdict }) => verdict === 'fail') ?? own.slice(0, 1));
};

/** As one machine would order them: the sign-ins of an app before its scenarios. */
const joinResults = (parts: readonly Part[]): readonly ScenarioResult[] => {
  const signIns = Map.groupBy(signInsOf(parts), ({ app }) => app.id);
  const byApp = Map.groupBy(playedIn(parts), ({ app }) => app.id);
  const apps = new Set([...byApp.keys(), ...signIns.keys()]);
  return [...apps].flatMap((id) => [...(signIns.get(id) ?? []), ...(byApp.get(id) ?? [])]);
};

const exchangesOf = ({ control, exchanges, checks, findings }: ScenarioResult): readonly string[] => [
  ...(control?.exchanges ?? []),
  ...exchanges,
  ...[...checks, ...findings].flatMap((each) => each.exchanges),
];

/** Without those that only a dropped sign-in names. */
const joinExchanges = (runs: readonly RunResult[], results: readonly ScenarioResult[]): RunResult['exchanges'] => {
  const kept = new Set(results);
  const named = new Set(results.flatMap(exchangesOf));
  const dropped = new Set(
    runs.flatMap((run) => run.results.filter((result) => !kept.has(result)).flatMap(exchangesOf)).filter((id) => !named.has(id)),
  );
  return Object.fromEntries(runs.flatMap(({ exchanges }) => Object.entries(exchanges).filter(([id]) => !dropped.has(id))));
};

/**
 * Joins the parts of a run (`--shard 1/3` to `3/3`) into the whole: verdicts, checks, findings and counts are those of one machine.
 * The parts may run at the same time, so the whole takes as long as the longest. Throws `usage` where the parts do not make one whole.
 */
export const mergeRuns = (named: readonly NamedRun[]): RunResult => {
  const parts = checkParts(named);
  const [first] = parts;
  const runs = parts.map(({ run }) => run);
  const { tool, catalogueRevision, environment, strict, allowUnjudged } = first.run;
  const results = joinResults(parts);
  const interrupted = runs.some((run) => run.interrupted);
  const unjudged = interrupted
    ? []
    : joinUnjudged(
        runs.flatMap((run) => run.unjudged ?? []),
        results,
      );
  const { stale, ...summary } = summarize(results, first.shard.expected, strict ?? false);
  return {
    schemaVersion: 1,
    ...{ tool, catalogueRevision },
    environment: {
      node: allOf(runs.map((run) => run.environment.node)),
      platform: allOf(runs.map((run) => run.environment.platform)),
      personas: environment.personas,
    },
    startedAt: runs.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.run.startedAt,
    durationMs: Math.max(...runs.map(({ durationMs }) => durationMs)),
    seed: allOf(runs.map(({ seed }) => seed)),
    ...(interrupted ? { interrupted: true as const } : {}),
    ...(unjudged.length > 0 ? { unjudged: [...unjudged] } : {}),
    ...(allowUnjudged ? { allowUnjudged } : {}),
    ...(strict ? { strict } : {}),
    ...(stale.length > 0 ? { stale: [...stale] } : {}),
    summary: withUnjudged(summary, allowUnjudged ? [] : unjudged),
    behaviours: Object.assign({}, ...runs.map(({ behaviours }) => behaviours)),
    exchanges: joinExchanges(runs, results),
    results: [...results],
  };
};
