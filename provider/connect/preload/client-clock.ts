/** By how much `Date` of this program is ahead of the machine's clock, in milliseconds. */
let shiftMs = 0;
let installed = false;

/**
 * Shifts the time of this program: `Date` returns the shifted time. Timers do not change. Until the first shift, `Date` is
 * not replaced.
 */
export const shiftClock = (byMs: number): void => {
  shiftMs = byMs;
  if (installed || byMs === 0) return;
  installed = true;
  installShiftedDate();
};

const installShiftedDate = (): void => {
  const Real = globalThis.Date;
  const realNow = Real.now;
  const now = (): number => realNow() + shiftMs;
  Real.now = now;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  });
};
