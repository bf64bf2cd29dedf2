import { AsyncLocalStorage } from 'node:async_hooks';

/** The world whose time applies: inside `inTimeOf` the clock is `shiftMs` ahead of the process. */
export interface TimeOwner {
  readonly shiftMs: number;
}

const owner = new AsyncLocalStorage<TimeOwner>();
const realNow = Date.now;

/** Runs a function in the time of a world: `Date.now` returns the shifted time. */
export const inTimeOf = <T>(whose: TimeOwner, action: () => T): T => {
  installShiftedNow();
  return owner.run(whose, action);
};

/** Returns the time of the current world in milliseconds, or real time outside a world. */
export const nowEpochMs = (): number => realNow() + (owner.getStore()?.shiftMs ?? 0);

/** Returns the same in whole seconds, as in tokens. */
export const nowEpochSeconds = (): number => Math.floor(nowEpochMs() / 1000);

/** Returns real time in fractional milliseconds, so that events within one millisecond have an order. */
export const realNowEpochMs = (): number => performance.timeOrigin + performance.now();

/** ISO 8601, real time. */
export const realNowIso = (): string => new Date(realNow()).toISOString();

let installed = false;

/** The engine reads `Date.now()` directly, so it is replaced. Outside a world it returns real time. */
const installShiftedNow = (): void => {
  if (installed) return;
  installed = true;
  Date.now = nowEpochMs;
};
