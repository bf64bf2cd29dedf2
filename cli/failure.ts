import { LoginLabError } from '../provider/model/index.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

/** An error as the person at the keyboard reads it, and the exit code that goes with it. */
export const explainFailure = (error: unknown): { readonly text: string; readonly exitCode: number } => {
  if (error instanceof LoginLabError && error.code !== 'internal') {
    return { text: `[loginlab] ${error.message}`, exitCode: exitCodeOf[error.code] };
  }
  const evidence = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `[loginlab] Login Lab itself failed; neither your app nor your command is to blame. Please report this:\n${evidence}${causes(error)}`,
    exitCode: EXIT.lab,
  };
};

const causes = (error: unknown): string => {
  if (!(error instanceof Error) || error.cause === undefined) return '';
  const { cause } = error;
  return `\nCaused by: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}${causes(cause)}`;
};
