import type { ReportedExchange, ScenarioResult } from '../model/index.ts';

/** One result, and the exchanges that it names. */
export interface UnitOutcome {
  readonly result: ScenarioResult;
  readonly exchanges: readonly ReportedExchange[];
}
