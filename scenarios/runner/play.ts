import { availableParallelism } from 'node:os';
import { createLab, type Lab, PERSONA_IDS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { type Work, workInstance } from './instance-work.ts';
import { type AppInstancePlan, layLanes } from './lanes.ts';
import type { RunOptions } from './options.ts';
import { type Choice, planUnits, type Unit } from './plan.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { choose } from './select.ts';
import { shardOf } from './shards.ts';
import type { Selected } from './unjudged.ts';

/** The plan of a run. The same options give the same plan in every process. */
export interface Plan {
  /** In the order of the results. */
  readonly units: readonly Unit[];
  /** Every app with its personas that the run was asked for. */
  readonly selected: readonly Selected[];
  /** Units of all shards. */
  readonly whole: readonly Unit[];
  readonly lanes: readonly (readonly AppInstancePlan[])[];
}

/** App instances per processor: an app that waits leaves the processor to another. */
const STATIONS_PER_PROCESSOR = 2;

/** Opens the lab of a run. */
export const openLabOf = ({ gaps, design, onEvent }: Pick<RunOptions, 'gaps' | 'design' | 'onEvent'>): Promise<Lab> =>
  createLab({
    personas: personaIds(),
    namesAhead: false,
    ...(gaps && { gaps }),
    design,
    onGap: ({ why }) => onEvent?.({ type: 'gap', why }),
  });

export const personaIds = (): readonly PersonaId[] => PERSONA_IDS;

/** App instances that may run at the same time. */
export const workersOf = ({ workers = availableParallelism() * STATIONS_PER_PROCESSOR }: RunOptions): number => workers;

/**
 * The apps, with those of their personas that were asked for. Where scenarios or personas are chosen, a persona of an app for which
 * none of them is meant was not asked for.
 */
const selectedOf = ({ personas, scenarios, suite }: RunOptions, choice: Choice, whole: readonly Unit[]): readonly Selected[] => {
  const isChosen = (personas ?? scenarios ?? suite) !== undefined;
  const all = choice.apps.flatMap((app) =>
    choice.personas
      .filter((persona) => app.personas.includes(persona))
      .map((persona) => ({ app, persona: persona as PersonaId })),
  );
  return all.filter(({ app, persona }) => !isChosen || whole.some((unit) => unit.app === app && unit.persona === persona));
};

/** Rejects wrong options with `unknown-id` or `usage`. */
export const planOf = (options: RunOptions): Plan => {
  const choice = choose(options, SCENARIOS, personaIds());
  const whole = planUnits(choice);
  const units = shardOf(whole, options.shard);
  refuseEmpty(options, choice, whole, units);
  return { units, whole, selected: selectedOf(options, choice, whole), lanes: layLanes(units, workersOf(options)) };
};

/** Runs the instances of one lane in sequence. `lane` counts from 0. Exchanges of all parts of a run have different ids. */
export const playLane = async ({ lanes }: Plan, lane: number, work: Work): Promise<void> => {
  const { shard } = work.options;
  const part = shard ? `p${shard.index}-` : '';
  for (const [place, units] of (lanes[lane] ?? []).entries()) {
    await workInstance(`${part}s${lane + 1}${place > 0 ? `.${place + 1}` : ''}`, units, work);
  }
};
