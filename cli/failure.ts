import { LoginLabError } from '../provider/model/index.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

/** Prints an error and returns its exit code. */
export const explainFailure = (error: unknown): { readonly text: string; readonly exitCode: number } => {
  if (error instanceof LoginLabError && error.code !== 'internal') {
    return { text: `[loginlab] ${error.message}`, exitCode: exitCodeOf[error.code] };
  }
  const evidence = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `[loginlab] Login Lab failed with an internal error; your app and your command are fine. Please report this:\n${evidence}${causes(error)}`,
    exitCode: EXIT.lab,
  };
};

const causes = (error: unknown): string => {
  if (!(error instanceof Error) || error.cause === undefined) return '';
  const { cause } = error;
  return `\nCaused by: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}${causes(cause)}`;
};
