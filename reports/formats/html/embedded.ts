import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { readExpectationStatus } from '../../expectation-status.ts';

const isQuiet = (run: RunResult, result: ScenarioResult): boolean =>
  readExpectationStatus(result, run) === 'fine' &&
  ['pass', 'skip'].includes(result.verdict) &&
  result.findings.every(({ expected }) => expected);

const isPassed = ({ verdict, exchanges }: ScenarioResult): boolean => verdict === 'pass' && exchanges.length > 0;

/** How a client did the same that did it right: of the same variant where there is one. */
export const findReference = (run: RunResult, result: ScenarioResult): ScenarioResult | undefined => {
  const passed = run.results.filter((other) => other.scenario === result.scenario && isPassed(other) && isQuiet(run, other));
  return passed.find(({ variant }) => variant === result.variant) ?? passed[0];
};

/**
 * Results whose exchanges stand in `index.html`: what did not simply pass, and for each scenario of those one that did, to
 * compare with. In a run where everything passed, the first one shows what that looks like.
 */
export const readEmbedded = (run: RunResult): ReadonlySet<ScenarioResult> => {
  const loud = run.results.filter((result) => !isQuiet(run, result));
  const scenarios = [...Map.groupBy(loud, ({ scenario }) => scenario).values()];
  const references = scenarios.flatMap(([first]) => (first && findReference(run, first)) ?? []);
  const only = loud.length === 0 ? run.results.filter(isPassed).slice(0, 1) : [];
  return new Set([...loud, ...references, ...only]);
};
