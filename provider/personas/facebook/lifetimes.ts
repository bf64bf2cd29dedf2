const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** A token that never expires is one that lives this long here; Facebook says 0 of it, or nothing. */
export const FOREVER_SECONDS = 10 * 365 * DAY_SECONDS;

/** True for a lifetime that Facebook calls endless. */
export const isForever = (lifetimeSeconds: number): boolean => lifetimeSeconds >= FOREVER_SECONDS;

/** Until a full hour, more than one hour and at most two from now. */
export const shortLifetimeSeconds = (nowEpochSeconds: number): number => 2 * HOUR_SECONDS - (nowEpochSeconds % HOUR_SECONDS);

/** How long the longer tokens live, from the moment of their making. */
export const LONG_DAYS = 60;

/** Those of the code flow end up to five hours earlier: the recorded ones do. */
export const CODE_FLOW_STEP_SECONDS = 5 * HOUR_SECONDS;

export const daysInSeconds = (days: number): number => days * DAY_SECONDS;
