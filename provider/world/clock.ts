import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose time it is: everything inside `inTimeOf` lives `shiftMs` later than the process. */
export interface TimeOwner {
  readonly shiftMs: number;
}

const owner = new AsyncLocalStorage<TimeOwner>();
const realNow = Date.now;

/** Runs something in the time of a world: `Date.now` inside answers the shifted time. */
export const inTimeOf = <T>(whose: TimeOwner, action: () => T): T => {
  installShiftedNow();
  return owner.run(whose, action);
};

/** Now, in milliseconds, in the time of the world at work; real time elsewhere. */
export const nowEpochMs = (): number => realNow() + (owner.getStore()?.shiftMs ?? 0);

/** Now, in whole seconds, as tokens count. */
export const nowEpochSeconds = (): number => Math.floor(nowEpochMs() / 1000);

/** Real time whatever world is at work, with fractions, so that what happens within one millisecond has an order. */
export const realNowEpochMs = (): number => performance.timeOrigin + performance.now();

/** ISO 8601, real time. */
export const realNowIso = (): string => new Date(realNow()).toISOString();

let installed = false;

/** The engine reads `Date.now()` directly, so that is what has to answer; outside a world's context nothing changes. */
const installShiftedNow = (): void => {
  if (installed) return;
  installed = true;
  Date.now = nowEpochMs;
};
