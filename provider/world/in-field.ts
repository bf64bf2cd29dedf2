import { LoginLabError } from '../model/index.ts';

/** Does something with a part of a larger value; a complaint about it names the place of the part in the whole. */
export const inField = <T>(place: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof LoginLabError)) throw error;
    throw new LoginLabError(error.code, error.message, { field: `${place}.${error.field ?? ''}`, cause: error });
  }
};
