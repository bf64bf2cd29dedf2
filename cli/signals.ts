import { EXIT } from './exit-codes.ts';

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit code that tells the shell by which signal a command was ended. */
export const exitCodeOfSignal = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const satisfies Record<
  StopSignal,
  number
>;

/**
 * Calls back at the first Ctrl-C or termination, so that the command can end in good order. A second one ends the
 * process at once: that is Node's own behaviour, which returns as soon as nobody listens.
 */
export const onStopSignal = (stop: (signal: StopSignal) => void): Disposable => {
  const forget = (): void => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  };
  const onInterrupt = (): void => {
    forget();
    stop('SIGINT');
  };
  const onTerminate = (): void => {
    forget();
    stop('SIGTERM');
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return { [Symbol.dispose]: forget };
};
