import type { ReportedExchange, ScenarioResult } from '../model/index.ts';
import { type PackedExchanges, packExchanges } from '../packed-exchanges.ts';

/** One result, and the exchanges that it names, without those that an earlier outcome of the same instance holds. */
export interface UnitOutcome {
  readonly result: ScenarioResult;
  readonly exchanges: readonly ReportedExchange[];
}

/** An outcome as a run keeps it, and as it goes from one process to another. */
export interface PackedOutcome {
  readonly result: ScenarioResult;
  readonly exchanges: PackedExchanges;
}

export const packOutcome = ({ result, exchanges }: UnitOutcome): PackedOutcome => ({
  result,
  exchanges: packExchanges(exchanges),
});
