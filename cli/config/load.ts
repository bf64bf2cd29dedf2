import { readFile } from 'node:fs/promises';
import { createJiti } from 'jiti';
import { LoginLabError } from '../../provider/model/index.ts';
import { type Config, configSchema } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';
import { describeConfigIssue } from './config-issue.ts';
import { type ConfigPlace, findConfig } from './find.ts';
import { withEnvFunctions } from './placeholders.ts';
import { requireUniqueIds } from './unique-ids.ts';

export interface LoadedConfig extends ConfigPlace {
  readonly config: Config;
}

/** Finds, reads and checks the config. Throws `config`: the file, the field as the user wrote it, what was expected, what was found. */
export const loadConfig = async (named?: string): Promise<LoadedConfig> => {
  const place = findConfig(named);
  const written = place.file.endsWith('.json') ? await readJson(place.file) : await evaluate(place.file);
  const fitted = configSchema.safeParse(withEnvFunctions(written, place.file));
  if (fitted.success) {
    requireUniqueIds(fitted.data, place.file);
    return { ...place, config: fitted.data };
  }
  const { field, message } = describeConfigIssue(configSchema, written, fitted.error.issues);
  throw new LoginLabError('config', `${forUser(place.file)}: ${message}`, { field });
};

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, 'it is not JSON', cause);
  }
};

/** Runs the config. `import … from 'loginlab'` inside it resolves to the Login Lab of this process, wherever the file is. */
const evaluate = async (file: string): Promise<unknown> => {
  const jiti = createJiti(import.meta.url, { moduleCache: false, virtualModules: { loginlab: await import('../../index.ts') } });
  const loaded = await importOrExplain(jiti, file);
  if ('default' in loaded) return loaded.default;
  const names = Object.keys(loaded);
  const found = names.length === 0 ? 'no export at all' : `only ${names.join(', ')}`;
  throw new LoginLabError(
    'config',
    `${forUser(file)}: expected a default export (export default defineConfig({ … })), found ${found}.`,
  );
};

const importOrExplain = async (jiti: ReturnType<typeof createJiti>, file: string): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return await jiti.import<Record<string, unknown>>(file);
  } catch (cause) {
    throw unreadable(file, 'it does not load', cause);
  }
};

const unreadable = (file: string, what: string, cause: unknown): LoginLabError => {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new LoginLabError('config', `${forUser(file)}: ${what}.\n  ${reason.trim().replaceAll('\n', '\n  ')}`, { cause });
};
