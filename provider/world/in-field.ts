import { LoginLabError } from '../model/index.ts';

/** Runs a function on a part of a value. Errors name the path in the whole value. */
export const inField = <T>(place: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof LoginLabError)) throw error;
    throw new LoginLabError(error.code, error.message, { field: [place, error.field].filter(Boolean).join('.'), cause: error });
  }
};
