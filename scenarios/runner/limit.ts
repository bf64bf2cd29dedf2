/** A leg exceeded its time limit. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit';
}

/**
 * Runs an action within a time limit, or until `outer` is aborted. Then the action's signal is aborted and the action is
 * not awaited. Rejects with `OverLimit`, or with the reason of `outer`.
 */
export const withinLimit = async <T>(
  seconds: number,
  outer: AbortSignal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const stop = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    controller.abort(reason);
    stop.reject(reason);
  };
  const onAbort = () => end(outer.reason);
  const timer = setTimeout(() => end(new OverLimit(`it took longer than ${seconds} s`)), seconds * 1000);
  outer.addEventListener('abort', onAbort, { once: true });
  try {
    if (outer.aborted) onAbort();
    const work = outer.aborted ? stop.promise : action(controller.signal);
    work.catch(() => undefined); // no longer awaited after the limit
    return await Promise.race([work, stop.promise]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  }
};
