import { LoginLabError } from '../../provider/model/index.ts';
import { forUser } from '../paths.ts';

/** Flags by what the harness calls them, with the command that lists what may stand there. */
const FLAGS: Readonly<Record<string, { readonly flag: string; readonly listing: string }>> = {
  app: { flag: '--app', listing: 'loginlab list apps' },
  persona: { flag: '--persona', listing: 'loginlab list personas' },
  scenario: { flag: '--scenario', listing: 'loginlab list scenarios' },
  suite: { flag: '--suite', listing: 'loginlab list suites' },
};

/** Runs something and names, in an error about a field, that field as the user wrote it: a flag, or a place in the config. */
export const namingFields = async <T>(configFile: string, action: () => Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    throw error instanceof LoginLabError && error.field !== undefined ? named(error, error.field, configFile) : error;
  }
};

const named = (error: LoginLabError, field: string, configFile: string): LoginLabError => {
  const known = FLAGS[field];
  const place = known?.flag ?? (field.startsWith('apps[') ? `${forUser(configFile)}: ${field}` : field);
  const listing = known === undefined ? '' : `\n  All of them: ${known.listing}`;
  return new LoginLabError(error.code, `${place}: ${error.message}${listing}`, { field: place, cause: error });
};
