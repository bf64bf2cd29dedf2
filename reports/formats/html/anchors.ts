import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';

/** Ids and file names. They are numbers, so that no text from outside can become one. */
export interface Anchors {
  result(result: ScenarioResult): string;
  /** The separate page of a result. */
  file(result: ScenarioResult): string;
  /** An exchange as it is shown with one result; several results may show the same one. */
  exchange(result: ScenarioResult, id: string): string;
  behaviour(result: ScenarioResult, id: string): string;
}

const numbersOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name, index + 1]));

/** Numbers the results, exchanges and behaviours of a run in their own order. */
export const makeAnchors = (run: RunResult): Anchors => {
  const results = new Map(run.results.map((result, index) => [result, index + 1]));
  const exchanges = numbersOf(Object.keys(run.exchanges));
  const behaviours = numbersOf(Object.keys(run.behaviours));
  const resultAnchor = (result: ScenarioResult): string => `result-${results.get(result) ?? 0}`;
  return {
    result: resultAnchor,
    file: (result) => `exchanges/${resultAnchor(result)}.html`,
    exchange: (result, id) => `${resultAnchor(result)}-exchange-${exchanges.get(id) ?? 0}`,
    behaviour: (result, id) => `${resultAnchor(result)}-behaviour-${behaviours.get(id) ?? 0}`,
  };
};
