import { setTimeout as wait } from 'node:timers/promises';
import { realNowEpochMs, type WorldState } from '../world/index.ts';

/** How often a wait looks at the clock of its world, which anybody may move meanwhile. */
const LOOK_MS = 25;

const labNowMs = ({ agedSeconds, shiftMs }: WorldState): number => realNowEpochMs() + agedSeconds * 1000 + shiftMs;

/** Waits in the time of a world: what it is aged or shifted meanwhile counts. Ends with the world. */
export const pauseIn = async (world: WorldState, ms: number): Promise<void> => {
  const until = labNowMs(world) + ms;
  for (let left = ms; left > 0 && !world.gone.signal.aborted; left = until - labNowMs(world)) await wait(Math.min(left, LOOK_MS));
};
