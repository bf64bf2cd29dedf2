import type { Secrets } from '../../provider/wire/index.ts';
import type { ReportedExchange, ScenarioResult } from '../model/index.ts';
import type { LegRun } from './leg.ts';
import type { Unit } from './plan.ts';

/** A control leg that passed, with its exchanges for the report, which the outcome of its unit holds. */
export interface PlayedControl {
  readonly run: LegRun;
  readonly exchanges: readonly ReportedExchange[];
  /** The ordinals of its secrets; legs that are shown with it continue them. */
  readonly secrets: Secrets;
}

/** What holds for every variant. */
export interface CachedControlLeg {
  readonly control?: PlayedControl;
  /** The scenario does not apply to this app in any variant. */
  readonly skip?: ScenarioResult;
}

/**
 * Results of one variant that hold for the others of a scenario, on one app instance. A leg that never read its variant would
 * run in the same way again, so it is not repeated.
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
