import vm from 'node:vm';
import { guardLoops } from './loop-guard.ts';

/** How an attempt to run code of the user ended. */
export type Outcome<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'exited'; readonly code: string }
  | { readonly kind: 'hung' };

/** Code of the user must not end the command: `process.exit` throws instead while this is held. */
class HeldExit implements Disposable {
  readonly #exit = process.exit;
  /** What the first call asked for; undefined before it. */
  code: string | undefined;

  constructor() {
    process.exit = (code): never => {
      this.code ??= String(code ?? process.exitCode ?? 0);
      throw new Error('process.exit was called');
    };
  }

  [Symbol.dispose](): void {
    process.exit = this.#exit;
  }
}

const isTimeout = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** Only a script of `node:vm` can be stopped in an endless loop, together with all that it calls. */
const withinTime = <T>(action: () => T, limitMs: number): T =>
  vm.runInContext('action()', vm.createContext({ action }), { timeout: limitMs }) as T;

const endOf = <T>(error: unknown, { code }: HeldExit): Outcome<T> => {
  if (code !== undefined) return { kind: 'exited', code };
  return isTimeout(error) ? { kind: 'hung' } : { kind: 'threw', error };
};

/** Runs code of the user that returns at once. */
export const attempt = <T>(action: () => T, limitMs: number): Outcome<T> => {
  using exit = new HeldExit();
  try {
    const value = withinTime(action, limitMs);
    return exit.code === undefined ? { kind: 'returned', value } : { kind: 'exited', code: exit.code };
  } catch (error) {
    return endOf(error, exit);
  }
};

const HUNG = Symbol('hung');

/** Runs code of the user that may wait for something. */
export const attemptAsync = async <T>(action: () => Promise<T>, limitMs: number): Promise<Outcome<T>> => {
  using exit = new HeldExit();
  using _guard = guardLoops(limitMs);
  const late = Promise.withResolvers<typeof HUNG>();
  const timer = setTimeout(() => late.resolve(HUNG), limitMs);
  try {
    const value = await Promise.race([withinTime(action, limitMs), late.promise]);
    if (exit.code !== undefined) return { kind: 'exited', code: exit.code };
    return value === HUNG ? { kind: 'hung' } : { kind: 'returned', value: value as T };
  } catch (error) {
    return endOf(error, exit);
  } finally {
    clearTimeout(timer);
  }
};
