import type { Lab } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import type { App } from '../model/index.ts';
import { AppInstance } from './app-instance.ts';
import { whyNoBrowser } from './browsers.ts';
import { ControlLegCache } from './control-leg-cache.ts';
import type { AppInstancePlan } from './lanes.ts';
import { OverLimit, withinLimit } from './limit.ts';
import type { RunOptions } from './options.ts';
import { type PackedOutcome, packOutcome, type UnitOutcome } from './outcome.ts';
import { giveUp, leaveOut, perform } from './perform.ts';
import type { Unit } from './plan.ts';
import type { RunContext } from './run-context.ts';
import { checkSignIn, type SignIn } from './sign-in.ts';
import { legSecondsOf } from './unit-leg.ts';

/** The context that the lanes of a run share. */
export interface Work {
  readonly options: RunOptions;
  readonly context: RunContext;
  readonly lab: Pick<Lab, 'world'>;
  readonly done: (unit: Unit, outcome: PackedOutcome) => void;
  /** The check that comes before the scenarios; once for each app and persona of an instance. */
  readonly checked: (outcome: PackedOutcome) => void;
}

/** Legs of a unit, and those of the check before the first one, which may be played twice. */
const LEGS = 5;
/** Before a leg the APIs of an app may be started, and then the app. */
const STARTS = 2;
/** To make a world, or to stop an app and close what belongs to it; of a unit, for all but its legs. Each step of it has a limit of its own. */
const OTHER_SECONDS = 120;

/** Longest time that a unit can take as long as the lab itself does not stand still. */
const mostSecondsOf = (unit: Unit, context: RunContext): number =>
  LEGS * (legSecondsOf(unit, context) + STARTS * unit.app.readyWithinSeconds) + OTHER_SECONDS;

/** A run that is stopped waits for what is under way, which ends by itself. */
const NEVER = new AbortController().signal;

const STOOD_STILL = 'The lab itself stood still while this app was driven. That is an error of Login Lab; run it again.';

/** The units of one instance under watch: if the lab stands still, those that are left have no verdict, and nothing later counts. */
class WatchedUnits {
  readonly #work: Work;
  readonly #left: Set<Unit>;
  readonly #over = new AbortController();
  readonly context: RunContext;

  constructor(units: AppInstancePlan, work: Work) {
    this.#work = work;
    this.#left = new Set(units);
    this.context = { ...work.context, signal: AbortSignal.any([work.context.signal, this.#over.signal]) };
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  done(unit: Unit, outcome: UnitOutcome): void {
    if (this.#left.delete(unit)) this.#work.done(unit, packOutcome(outcome));
  }

  checked(outcome: UnitOutcome): void {
    if (!this.isOver) this.#work.checked(packOutcome(outcome));
  }

  /** What stood still may go on: it starts nothing any more. */
  giveUp(app: string): void {
    const { options, context } = this.#work;
    this.#over.abort();
    options.onEvent?.({ type: 'lane-lost', reason: STOOD_STILL, apps: [app] });
    for (const unit of this.#left) this.done(unit, giveUp(unit, context.command, options.person, STOOD_STILL));
  }
}

/** Runs the units of one instance in order, until the run is stopped. Rejects with `OverLimit` where the lab stands still. */
const workUnits = async (
  units: AppInstancePlan,
  instance: AppInstance,
  watched: WatchedUnits,
  onEvent: NonNullable<RunOptions['onEvent']>,
): Promise<void> => {
  const { context } = watched;
  const controlLegs = new ControlLegCache();
  const signIns = new Map<PersonaId, SignIn>();
  const playUnit = async (unit: Unit): Promise<UnitOutcome> => {
    const { app, persona, scenario, variant } = unit;
    const signIn = signIns.get(persona) ?? (await checkSignIn(unit, instance, context));
    if (!signIns.has(persona)) watched.checked(signIn.outcome);
    signIns.set(persona, signIn);
    onEvent({ type: 'scenario-started', app: app.id, persona, scenario: scenario.id, ...(variant ? { variant } : {}) });
    return perform(unit, instance, context, controlLegs, signIn);
  };
  for (const unit of units) {
    context.signal.throwIfAborted();
    watched.done(unit, await withinLimit(mostSecondsOf(unit, context), NEVER, () => playUnit(unit)));
  }
};

/** Opens an instance, runs its units and closes it. Rejects with `OverLimit` where the lab stands still. */
const workOpened = async (
  id: string,
  app: App,
  units: AppInstancePlan,
  watched: WatchedUnits,
  { options, lab }: Work,
): Promise<void> => {
  const { configDir, extraEnv = {}, onEvent = () => undefined } = options;
  const opening = { id, lab, app, configDir, extraEnv, signal: watched.context.signal, onEvent };
  const instance = await withinLimit(OTHER_SECONDS, NEVER, () => AppInstance.open(opening));
  const close = () => withinLimit(OTHER_SECONDS, NEVER, () => instance.close());
  try {
    await workUnits(units, instance, watched, onEvent);
  } catch (error) {
    if (error instanceof OverLimit)
      close().catch(() => undefined); // nobody waits: it may stand still too
    else await close();
    throw error;
  }
  await close();
};

/** Runs the units of one instance. If the lab stands still, those that are left have no verdict, and the run goes on without them. */
export const workInstance = async (id: string, units: AppInstancePlan, work: Work): Promise<void> => {
  const [first] = units;
  if (!first) return;
  const context = { ...work.context, browsers: work.context.browsers?.of(first.app) };
  const lacking = context.browsers && (await whyNoBrowser());
  if (lacking !== undefined) {
    for (const unit of units) work.done(unit, packOutcome(leaveOut(unit, context, lacking)));
    return;
  }
  const watched = new WatchedUnits(units, { ...work, context });
  try {
    await workOpened(id, first.app, units, watched, work);
  } catch (error) {
    work.context.signal.throwIfAborted(); // a run that is stopped has no verdicts to give
    if (!(error instanceof OverLimit)) throw error;
    watched.giveUp(first.app.id);
  }
};
