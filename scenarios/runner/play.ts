import { availableParallelism } from 'node:os';
import { createLab, type Lab, PERSONA_IDS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { AppInstance } from './app-instance.ts';
import { whyNoBrowser } from './browsers.ts';
import { ControlLegCache } from './control-leg-cache.ts';
import { type AppInstancePlan, layLanes } from './lanes.ts';
import { OverLimit, withinLimit } from './limit.ts';
import type { RunOptions } from './options.ts';
import type { UnitOutcome } from './outcome.ts';
import { giveUp, leaveOut, perform } from './perform.ts';
import { type Choice, planUnits, type Unit } from './plan.ts';
import { refuseEmpty } from './refuse-empty.ts';
import type { RunContext } from './run-context.ts';
import { choose } from './select.ts';
import { shardOf } from './shards.ts';
import { checkSignIn, type SignIn } from './sign-in.ts';
import { legSecondsOf } from './unit-leg.ts';
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

/** The context that the lanes of a run share. */
export interface Work {
  readonly options: RunOptions;
  readonly context: RunContext;
  readonly lab: Pick<Lab, 'world'>;
  readonly done: (unit: Unit, outcome: UnitOutcome) => void;
  /** The check that comes before the scenarios; once for each app and persona of an instance. */
  readonly checked: (outcome: UnitOutcome) => void;
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

/** Legs of a unit, and those of the check before the first one, which may be played twice. */
const LEGS = 5;
/** Before a leg the APIs of an app may be started, and then the app. */
const STARTS = 2;
/** For everything else: its app is started and stopped, its traffic is read. Each of it has a limit of its own. */
const OTHER_SECONDS = 120;

/** Longest time that a unit can take as long as the lab itself does not stand still. */
const mostSecondsOf = (unit: Unit, context: RunContext): number =>
  LEGS * (legSecondsOf(unit, context) + STARTS * unit.app.readyWithinSeconds) + OTHER_SECONDS;

/** A run that is stopped waits for what is under way, which ends by itself. */
const NEVER = new AbortController().signal;

/** Runs the units of one instance in order, until the run is stopped. Rejects with `OverLimit` where the lab stands still. */
const workUnits = async (units: AppInstancePlan, instance: AppInstance, context: RunContext, work: Work): Promise<void> => {
  const { onEvent = () => undefined } = work.options;
  const controlLegs = new ControlLegCache();
  const signIns = new Map<PersonaId, SignIn>();
  const playUnit = async (unit: Unit): Promise<UnitOutcome> => {
    const { app, persona, scenario, variant } = unit;
    const signIn = signIns.get(persona) ?? (await checkSignIn(unit, instance, context));
    if (!signIns.has(persona)) work.checked(signIn.outcome);
    signIns.set(persona, signIn);
    onEvent({ type: 'scenario-started', app: app.id, persona, scenario: scenario.id, ...(variant ? { variant } : {}) });
    return perform(unit, instance, context, controlLegs, signIn);
  };
  for (const unit of units) {
    context.signal.throwIfAborted();
    work.done(unit, await withinLimit(mostSecondsOf(unit, context), NEVER, () => playUnit(unit)));
  }
};

const STOOD_STILL = 'The lab itself stood still while this app was driven. That is an error of Login Lab; run it again.';

/** Runs the units of one instance. If the lab stands still, those that are left have no verdict, and the run goes on without them. */
const workInstance = async (id: string, units: AppInstancePlan, work: Work): Promise<void> => {
  const [first] = units;
  if (!first) return;
  const { options, lab } = work;
  const context = { ...work.context, browsers: work.context.browsers?.of(first.app) };
  const lacking = context.browsers && (await whyNoBrowser());
  if (lacking !== undefined) {
    for (const unit of units) work.done(unit, leaveOut(unit, context, lacking));
    return;
  }
  const { configDir, extraEnv = {}, onEvent = () => undefined } = options;
  const over = new AbortController();
  const ownContext = { ...context, signal: AbortSignal.any([context.signal, over.signal]) };
  const instance = await AppInstance.open({ id, lab, app: first.app, configDir, extraEnv, signal: ownContext.signal, onEvent });
  const left = new Set(units);
  const done: Work['done'] = (unit, outcome) => void (left.delete(unit) && work.done(unit, outcome));
  const checked: Work['checked'] = (outcome) => void (over.signal.aborted || work.checked(outcome));
  try {
    await workUnits(units, instance, ownContext, { ...work, done, checked });
  } catch (error) {
    if (!(error instanceof OverLimit)) throw error;
    over.abort(error); // what stood still may go on: it starts nothing any more
    onEvent({ type: 'lane-lost', reason: STOOD_STILL, apps: [first.app.id] });
    for (const unit of left) work.done(unit, giveUp(unit, context.command, options.person, STOOD_STILL));
    left.clear();
  } finally {
    const closed = instance.close();
    if (over.signal.aborted)
      closed.catch(() => undefined); // nobody waits: it may stand still too
    else await closed;
  }
};

/** Runs the instances of one lane in sequence. `lane` counts from 0. Exchanges of all parts of a run have different ids. */
export const playLane = async ({ lanes }: Plan, lane: number, work: Work): Promise<void> => {
  const { shard } = work.options;
  const part = shard ? `p${shard.index}-` : '';
  for (const [place, units] of (lanes[lane] ?? []).entries()) {
    await workInstance(`${part}s${lane + 1}${place > 0 ? `.${place + 1}` : ''}`, units, work);
  }
};
