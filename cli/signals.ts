import { EXIT } from './exit-codes.ts';

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit code for a command that a signal ended. */
export const exitCodeOfSignal = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const satisfies Record<
  StopSignal,
  number
>;

/** Under npm one Ctrl-C arrives twice: from the terminal and forwarded by npm. */
const SAME_KEY_PRESS_MS = 500;

/** Calls back at the first SIGINT or SIGTERM, so that the command can close; a second one ends the process. */
export const onStopSignal = (stop: (signal: StopSignal) => void): Disposable => {
  let firstAt: number | undefined;
  const listener = (signal: StopSignal): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop(signal);
    } else if (performance.now() - firstAt > SAME_KEY_PRESS_MS) {
      process.exit(exitCodeOfSignal[signal]);
    }
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    [Symbol.dispose]() {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
};
