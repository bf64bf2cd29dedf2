/** The timers of `node:timers/promises` for the browser, as far as the control client needs them. */
export const setTimeout = <T>(delayMs: number, value: T, { signal }: { readonly signal?: AbortSignal } = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve(value);
    }, delayMs);
    const giveUp = (): void => {
      globalThis.clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
  });
