/** A leg took longer than it may. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit';
}

/**
 * Does something within a time limit, or until `outer` is aborted. What is under way then gets its signal aborted and is
 * left to itself. Rejects with `OverLimit`, or with the reason of `outer`.
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
    work.catch(() => undefined); // after the limit nobody waits for it any more
    return await Promise.race([work, stop.promise]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  }
};
