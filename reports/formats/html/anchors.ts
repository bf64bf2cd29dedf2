import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';

/** Ids within the page. They are numbers, so that no name from outside can become one. */
export interface Anchors {
  result(result: ScenarioResult): string;
  /** An exchange as it is shown with one result; several results may show the same one. */
  exchange(result: ScenarioResult, id: string): string;
}

/** Numbers the results and exchanges of a run in their own order. */
export const makeAnchors = (run: RunResult): Anchors => {
  const results = new Map(run.results.map((result, index) => [result, index + 1]));
  const exchanges = new Map(Object.keys(run.exchanges).map((id, index) => [id, index + 1]));
  const resultAnchor = (result: ScenarioResult): string => `result-${results.get(result) ?? 0}`;
  return {
    result: resultAnchor,
    exchange: (result, id) => `${resultAnchor(result)}-exchange-${exchanges.get(id) ?? 0}`,
  };
};
