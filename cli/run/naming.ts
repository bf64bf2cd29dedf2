import { LoginLabError } from '../../provider/model/index.ts';
import { forUser } from '../paths.ts';

/** Flags by their option name in the runner, with the command that lists their values. */
const FLAGS: Readonly<Record<string, { readonly flag: string; readonly listing?: string }>> = {
  app: { flag: '--app', listing: 'loginlab list apps' },
  persona: { flag: '--persona', listing: 'loginlab list personas' },
  scenario: { flag: '--scenario', listing: 'loginlab list scenarios' },
  shard: { flag: '--shard' },
  suite: { flag: '--suite', listing: 'loginlab list suites' },
};

/** Runs an action and rewrites the field of its errors to what the user wrote: a flag, or a path in the config. */
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
  const listing = known?.listing === undefined || error.code !== 'unknown-id' ? '' : `\n  All of them: ${known.listing}`;
  return new LoginLabError(error.code, `${place}: ${error.message}${listing}`, { field: place, cause: error });
};
