import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { readExpectationStatus } from '../../expectation-status.ts';

const isQuiet = (run: RunResult, result: ScenarioResult): boolean =>
  readExpectationStatus(result, run) === 'fine' &&
  ['pass', 'skip'].includes(result.verdict) &&
  result.findings.every(({ expected }) => expected);

const isPassed = ({ verdict, exchanges }: ScenarioResult): boolean => verdict === 'pass' && exchanges.length > 0;

/** A result of another client that passed the same scenario, of the same variant if there is one. */
export const findReference = (run: RunResult, result: ScenarioResult): ScenarioResult | undefined => {
  const passed = run.results.filter((other) => other.scenario === result.scenario && isPassed(other) && isQuiet(run, other));
  return passed.find(({ variant }) => variant === result.variant) ?? passed[0];
};

/**
 * Results whose exchanges `index.html` embeds: every result that did not pass, and for each of their scenarios one that did, to
 * compare with. If everything passed, the first result is embedded.
 */
export const readEmbedded = (run: RunResult): ReadonlySet<ScenarioResult> => {
  const loud = run.results.filter((result) => !isQuiet(run, result));
  const scenarios = [...Map.groupBy(loud, ({ scenario }) => scenario).values()];
  const references = scenarios.flatMap(([first]) => (first && findReference(run, first)) ?? []);
  const only = loud.length === 0 ? run.results.filter(isPassed).slice(0, 1) : [];
  return new Set([...loud, ...references, ...only]);
};
