import { createLab } from '../../provider/index.ts';
import type { Helpers, RunOptions } from './options.ts';
import { Crowd } from './people.ts';
import type { RunContext } from './perform.ts';
import { personaIds, planOf, playLane } from './play.ts';

/** What a helping process needs to know of a run, besides its options. */
export type HelpContext = Omit<RunContext, 'crowd'>;

/** A process that plays lanes of a run. */
export interface Help extends AsyncDisposable {
  play(lane: number, done: Parameters<Helpers['play']>[2]): Promise<void>;
}

/** The other end of `Helpers`: a lab of this process, and the plan that the same options give everywhere. */
export const helpOut = async (options: RunOptions, helpContext: HelpContext): Promise<Help> => {
  const plan = planOf(options);
  const context: RunContext = { ...helpContext, crowd: new Crowd() };
  const lab = await createLab({ personas: personaIds() });
  return {
    play: (lane, done) => {
      const places = new Map(plan.units.map((unit, place) => [unit, place]));
      return playLane(plan, lane, { options, context, lab, done: (unit, outcome) => done(places.get(unit) ?? -1, outcome) });
    },
    [Symbol.asyncDispose]: () => lab.close(),
  };
};
