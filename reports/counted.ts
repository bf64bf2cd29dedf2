// By their own files: the page of the HTML report uses this too, without the schemas.
import { breachesOf } from '../scenarios/model/breach.ts';
import { COUNTED, countedAs, decidingBreaches } from '../scenarios/model/count.ts';
import type { Counted, RunResult, ScenarioResult } from '../scenarios/model/index.ts';

type Strictness = Pick<RunResult, 'strict'>;

/** True for what turns a run red. */
export const isRed = (result: ScenarioResult, run: Strictness): boolean =>
  ['fail', 'inconclusive'].includes(countedAs(result, run));

/** The note next to what a result counts as: the rules alone that decided it. Often empty. */
export const readNote = (result: ScenarioResult, run: Strictness): string => {
  const deciding = decidingBreaches(result, run);
  return deciding.length > 0 && deciding.every(({ by }) => by === 'rule')
    ? `rule ${[...new Set(deciding.map(({ id }) => id))].join(', ')}`
    : '';
};

/** Most urgent first; equals keep their order. */
export const byUrgency =
  (run: Strictness) =>
  (a: ScenarioResult, b: ScenarioResult): number =>
    COUNTED.indexOf(countedAs(a, run)) - COUNTED.indexOf(countedAs(b, run));

/** What a result counts as, and where that differs the verdict behind it: `known`, `fail`. */
export const verdictBehind = (result: ScenarioResult, run: Strictness): string => {
  const counted = countedAs(result, run);
  const [breach] = decidingBreaches(result, run);
  return breach && breach.verdict !== counted ? breach.verdict : '';
};

/** Why a deviation is known, in a sentence; empty for what is not. */
export const explainKnown = (result: ScenarioResult, run: Strictness): string =>
  countedAs(result, run) === 'known' ? `Known deviation: ${result.reason ?? 'without a reason'}` : '';

/** Why a result was skipped or could not be judged, or until when it was expected; empty when its reason is that of a known deviation. */
export const explainReason = (result: ScenarioResult, run: Strictness): string => {
  const { reason = '' } = result;
  const isTold = breachesOf(result).some(({ by, message }) => by === 'verdict' && message === reason);
  return countedAs(result, run) === 'known' || isTold ? '' : reason;
};

/** The results of a run by what they count as. */
export const byCounted = (run: RunResult): ReadonlyMap<Counted, readonly ScenarioResult[]> =>
  Map.groupBy(run.results, (result) => countedAs(result, run));
