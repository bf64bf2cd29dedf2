import { LoginLabError } from '../../model/index.ts';

/** What a person is told of a call that failed. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof LoginLabError)) return `The console itself failed: ${String(error)}`;
  return error.code === 'lab-unreachable' ? `No lab answers at ${location.origin}.` : error.message;
};

/** What is not there any more, when a call failed. */
export const missing = (error: unknown): 'lab' | 'world' =>
  error instanceof LoginLabError && error.code === 'world-gone' ? 'world' : 'lab';
