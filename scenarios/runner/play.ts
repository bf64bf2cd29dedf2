import { availableParallelism } from 'node:os';
import { type Lab, PERSONA_IDS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { ControlLegCache } from './control-leg-cache.ts';
import { layLanes, type StationPlan } from './lanes.ts';
import type { RunOptions } from './options.ts';
import { perform, type RunContext, type UnitOutcome } from './perform.ts';
import { planUnits, shardOf, type Unit } from './plan.ts';
import { choose } from './select.ts';
import { Station } from './station.ts';

/** Everything that a run has to do. The same options give the same plan in every process. */
export interface Plan {
  /** In the order of the results. */
  readonly units: readonly Unit[];
  readonly lanes: readonly (readonly StationPlan[])[];
}

/** What the lanes of a run share. */
export interface Work {
  readonly options: RunOptions;
  readonly context: RunContext;
  readonly lab: Pick<Lab, 'world'>;
  readonly done: (unit: Unit, outcome: UnitOutcome) => void;
}

/** Stations for each processor: an app that waits leaves it to another. */
const STATIONS_PER_PROCESSOR = 2;

export const personaIds = (): readonly PersonaId[] => PERSONA_IDS;

/** Stations that may be at work at the same time. */
export const workersOf = ({ workers = availableParallelism() * STATIONS_PER_PROCESSOR }: RunOptions): number => workers;

/** Rejects what was asked wrongly with `unknown-id` or `usage`. */
export const planOf = (options: RunOptions): Plan => {
  const units = shardOf(planUnits(choose(options, SCENARIOS, personaIds())), options.shard);
  return { units, lanes: layLanes(units, workersOf(options)) };
};

/** Does the units of one station in order, as far as the run goes. */
const workStation = async (id: string, units: StationPlan, { options, context, lab, done }: Work): Promise<void> => {
  const [first] = units;
  if (!first) return;
  const { configDir, extraEnv = {}, onEvent = () => undefined } = options;
  const station = await Station.open({ id, lab, app: first.app, configDir, extraEnv, signal: context.signal, onEvent });
  const precedents = new ControlLegCache();
  try {
    for (const unit of units) {
      context.signal.throwIfAborted();
      const { app, persona, scenario, variant } = unit;
      onEvent({ type: 'scenario-started', app: app.id, persona, scenario: scenario.id, ...(variant ? { variant } : {}) });
      done(unit, await perform(unit, station, context, precedents));
    }
  } finally {
    await station.close();
  }
};

/** Does the stations of one lane, one after the other. `lane` counts from 0. */
export const playLane = async ({ lanes }: Plan, lane: number, work: Work): Promise<void> => {
  for (const [place, units] of (lanes[lane] ?? []).entries()) {
    await workStation(`s${lane + 1}${place > 0 ? `.${place + 1}` : ''}`, units, work);
  }
};
