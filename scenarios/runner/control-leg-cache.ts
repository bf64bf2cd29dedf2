import type { Secrets } from '../../provider/wire/index.ts';
import type { ReportedExchange } from '../model/index.ts';
import type { LegRun } from './leg.ts';
import type { UnitOutcome } from './outcome.ts';
import type { Unit } from './plan.ts';

/** A control leg that passed, and how it stands in the report. */
export interface PlayedControl {
  readonly run: LegRun;
  readonly exchanges: readonly ReportedExchange[];
  /** Its secrets have these ordinals; those of the legs that are shown with it go on from there. */
  readonly secrets: Secrets;
}

/** What holds for every variant. */
export interface CachedControlLeg {
  readonly control?: PlayedControl;
  /** The scenario does not apply to this app, whatever the variant. */
  readonly skip?: UnitOutcome;
}

/**
 * What one variant of a scenario showed for the others, on one station. A leg that never asked which variant it plays would
 * go the same way again, so it is not played again.
 */
export class ControlLegCache {
  #scenario = '';
  readonly #byPersona = new Map<string, CachedControlLeg>();

  of({ scenario, persona }: Unit): CachedControlLeg {
    return (this.#scenario === scenario.id && this.#byPersona.get(persona)) || {};
  }

  keep({ scenario, persona }: Unit, precedent: CachedControlLeg): void {
    if (this.#scenario !== scenario.id) this.#byPersona.clear();
    this.#scenario = scenario.id;
    this.#byPersona.set(persona, precedent);
  }
}
