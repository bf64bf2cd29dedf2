import type { RunResult, ScenarioResult } from '../scenarios/model/index.ts';

type Exchanges = RunResult['exchanges'];

const renamed =
  (copy: number) =>
  (id: string): string =>
    `${id}-${copy}`;

/** A copy of a result with an app and exchanges of its own. */
const copyOf = (result: ScenarioResult, copy: number): ScenarioResult => {
  const rename = renamed(copy);
  const own = (ids: readonly string[]): string[] => ids.map(rename);
  return {
    ...result,
    app: { ...result.app, id: copy === 0 ? result.app.id : `${result.app.id}-${copy}` },
    ...(result.control ? { control: { ...result.control, exchanges: own(result.control.exchanges) } } : {}),
    checks: result.checks.map((check) => ({ ...check, exchanges: own(check.exchanges) })),
    findings: result.findings.map((finding) => ({ ...finding, exchanges: own(finding.exchanges) })),
    exchanges: own(result.exchanges),
  };
};

const exchangesOf = (exchanges: Exchanges, copy: number): readonly (readonly [string, Exchanges[string]])[] =>
  Object.entries(exchanges).map(([name, exchange]) => {
    const id = renamed(copy)(name);
    return [id, { ...exchange, id }];
  });

/** A run of many results: the results of a real run again and again, each time with apps and exchanges of their own. */
export const manyResults = (run: RunResult, count: number): RunResult => {
  const copies = Array.from({ length: Math.ceil(count / run.results.length) }, (_, copy) => copy);
  return {
    ...run,
    results: copies.flatMap((copy) => run.results.map((result) => copyOf(result, copy))).slice(0, count),
    exchanges: Object.fromEntries(copies.flatMap((copy) => exchangesOf(run.exchanges, copy))),
  };
};
