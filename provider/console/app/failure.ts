import { LoginLabError } from '../../model/index.ts';

/** The message for a failed call. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof LoginLabError)) return `The console itself failed: ${String(error)}`;
  return error.code === 'lab-unreachable' ? `No lab answers at ${location.origin}.` : error.message;
};

/** What no longer exists after a failed call: the lab or the world. */
export const missing = (error: unknown): 'lab' | 'world' =>
  error instanceof LoginLabError && error.code === 'world-gone' ? 'world' : 'lab';
