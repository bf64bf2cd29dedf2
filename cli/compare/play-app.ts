import path from 'node:path';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { type LoadedConfig, loadConfig } from '../config/index.ts';
import { oneOf } from '../nearest.ts';
import { namingFields } from '../run/naming.ts';
import { howStarted } from '../run/reproduce.ts';

/** The personas of an app of the config. Throws `unknown-id`. */
const personasOfApp = ({ config: { apps } }: LoadedConfig, id: string): readonly string[] => {
  const known = apps.map((app) => app.id);
  oneOf({ what: 'app', field: '--app', value: id, listing: 'loginlab list apps' }, known);
  return apps.find((app) => app.id === id)?.personas ?? [];
};

/** The providers that an app uses. Throws `usage` for one alone. */
export const severalPersonas = async (id: string, configFile: string | undefined): Promise<readonly string[]> => {
  const personas = personasOfApp(await loadConfig(configFile), id);
  if (personas.length > 1) return personas;
  const message = `--app: ${id} uses ${personas.join()} alone, and a comparison needs two providers.\n  Compare two runs: loginlab compare RUN_A RUN_B. Or ask what it relies on: --from ${personas.join()} --to B`;
  throw new LoginLabError('usage', message, { field: '--app' });
};

/** Plays one app of the config at one provider, through everything that takes no time of its own. */
export const playApp = async (
  id: string,
  persona: PersonaId,
  configFile: string | undefined,
  field: string,
): Promise<RunResult> => {
  const loaded = await loadConfig(configFile);
  const personas = personasOfApp(loaded, id);
  if (!personas.includes(persona)) {
    const message = `${field}: ${id} does not use ${persona}; it uses ${personas.join(', ')}.\n  Name one of these, or another app: loginlab list apps`;
    throw new LoginLabError('usage', message, { field });
  }
  const { run } = await import('../../scenarios/runner/index.ts');
  console.error(`[loginlab] Playing ${id} with ${persona} …`);
  const options = { config: loaded.config, configDir: path.dirname(loaded.file), expected: [], command: howStarted() };
  return namingFields(loaded.file, () => run({ ...options, apps: [id], personas: [persona], suite: 'ci' }));
};
