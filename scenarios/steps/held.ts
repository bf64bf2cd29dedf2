import { setTimeout as pause } from 'node:timers/promises';
import type { FaultInput } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';

/** How often the lab is asked whether a fault has applied. */
const POLL_MS = 20;

/** Exchanges that the provider does not end until they are released. */
export interface Held {
  /** Resolves when all of them arrived; false when the action ended before. */
  arrived(during: Promise<unknown>): Promise<boolean>;
  /** Lets them end, at the same time. */
  release(): Promise<void>;
}

/** Holds the next exchange, or as many as `times`: `at: 'reply'` after the provider did what it was asked. */
export const hold = async (
  { world }: Pick<ScenarioContext, 'world'>,
  fault: Pick<FaultInput, 'on' | 'where' | 'at'>,
  times = 1,
): Promise<Held> => {
  const { id } = await world.faults.inject({ ...fault, times, do: { hold: true } });
  const haveArrived = async () => (await world.faults.list()).some((state) => state.id === id && state.struck >= times);
  return {
    async arrived(during) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      during.then(end, end);
      while (!(await haveArrived())) {
        if (isOver) return haveArrived();
        await pause(POLL_MS);
      }
      return true;
    },
    release: () => world.faults.clear(id),
  };
};

/** The result of an action; undefined when it takes longer. The action goes on. */
export const atMost = async <T>(seconds: number, action: Promise<T>): Promise<T | undefined> => {
  const timer = new AbortController();
  const wait = pause(seconds * 1000, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([action, wait]);
  } finally {
    timer.abort();
  }
};

/** Waits in real time for what an app does by itself: only its own clock says when it asks again. */
export const watch = (seconds: number): Promise<void> => pause(seconds * 1000);
