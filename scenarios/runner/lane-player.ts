import { openBrowsers } from './browsers.ts';
import type { LaneReport, RunOptions } from './options.ts';
import { openLabOf, planOf, playLane } from './play.ts';
import type { RunContext } from './run-context.ts';
import { UserRegistry } from './user-registry.ts';

/** The context of a run that a worker process needs besides the options. */
export type LaneContext = Omit<RunContext, 'registry' | 'browsers'>;

/** A process that runs lanes. */
export interface LanePlayer extends AsyncDisposable {
  play(lane: number, report: LaneReport): Promise<void>;
}

/** The worker side of `LaneProcesses`: a lab in this process, and the plan, which is the same for the same options. */
export const openLanePlayer = async (options: RunOptions, laneContext: LaneContext): Promise<LanePlayer> => {
  const plan = planOf(options);
  const browsers = openBrowsers(options);
  const context: RunContext = { ...laneContext, registry: new UserRegistry(), browsers };
  const lab = await openLabOf(options);
  return {
    play: (lane, { done, checked }) => {
      const places = new Map(plan.units.map((unit, place) => [unit, place]));
      const work = { options, context, lab, checked };
      return playLane(plan, lane, { ...work, done: (unit, outcome) => done(places.get(unit) ?? -1, outcome) });
    },
    [Symbol.asyncDispose]: async () => {
      await browsers[Symbol.asyncDispose]();
      await lab.close();
    },
  };
};
