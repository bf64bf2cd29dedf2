import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';

/** Ids of places in the page. They are numbers, so that no text from outside can become one. */
export interface Anchors {
  result(result: ScenarioResult): string;
  /** An exchange as it is shown with one result; several results may show the same one. */
  exchange(result: ScenarioResult, id: string): string;
  behaviour(result: ScenarioResult, id: string): string;
}

/** The exchanges of the control leg, where it failed: else nobody looks at them. */
export const failedControl = ({ control }: ScenarioResult): ScenarioResult['control'] =>
  control === undefined || control.verdict === 'pass' ? undefined : control;

/** The exchanges of the judged leg, and others that a check names; those of the control leg are not shown twice. */
export const judgedIds = (result: ScenarioResult): readonly string[] => {
  const control = new Set(failedControl(result)?.exchanges);
  const named = [...result.checks, ...result.findings].flatMap(({ exchanges }) => exchanges);
  return [...new Set([...result.exchanges, ...named])].filter((id) => !control.has(id));
};

/** Every exchange that is shown with a result. */
export const shownIds = (result: ScenarioResult): readonly string[] => [
  ...judgedIds(result),
  ...new Set(failedControl(result)?.exchanges),
];

/** Numbers results and behaviours in the order of the run, exchanges in the order in which their result shows them. */
export const makeAnchors = (run: Pick<RunResult, 'results' | 'behaviours'>): Anchors => {
  const behaviours = new Map(Object.keys(run.behaviours).map((id, place) => [id, place + 1]));
  const resultAnchor = (result: ScenarioResult): string => `result-${run.results.indexOf(result) + 1}`;
  return {
    result: resultAnchor,
    exchange: (result, id) => `${resultAnchor(result)}-exchange-${shownIds(result).indexOf(id) + 1}`,
    behaviour: (result, id) => `${resultAnchor(result)}-behaviour-${behaviours.get(id) ?? 0}`,
  };
};
