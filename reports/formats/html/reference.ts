import { countedAs } from '../../../scenarios/model/count.ts';
import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';

/** A result of another client that passed the same scenario, of the same variant if there is one. */
export const findReference = (run: RunResult, result: ScenarioResult): ScenarioResult | undefined => {
  const passed = run.results.filter((other) => other.scenario === result.scenario && countedAs(other, run) === 'pass');
  return passed.find(({ variant }) => variant === result.variant) ?? passed[0];
};
