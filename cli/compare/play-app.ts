import path from 'node:path';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { loadConfig } from '../config/index.ts';
import { oneOf } from '../nearest.ts';
import { namingFields } from '../run/naming.ts';
import { howStarted } from '../run/reproduce.ts';

/** Plays one app of the config at one provider, through everything that takes no time of its own. */
export const playApp = async (id: string, persona: PersonaId, configFile: string | undefined): Promise<RunResult> => {
  const loaded = await loadConfig(configFile);
  const { apps } = loaded.config;
  const known = apps.map((app) => app.id);
  const listing = 'loginlab list apps';
  oneOf({ what: 'app', field: '--app', value: id, listing }, known);
  const personas: readonly string[] = apps.find((app) => app.id === id)?.personas ?? [];
  if (!personas.includes(persona)) {
    const message = `--from: ${id} does not use ${persona}; it uses ${personas.join(', ')}.\n  Name one of these, or another app: ${listing}`;
    throw new LoginLabError('usage', message, { field: '--from' });
  }
  const { run } = await import('../../scenarios/runner/index.ts');
  console.error(`[loginlab] Playing ${id} with ${persona} …`);
  const options = { config: loaded.config, configDir: path.dirname(loaded.file), expected: [], command: howStarted() };
  return namingFields(loaded.file, () => run({ ...options, apps: [id], personas: [persona], suite: 'ci' }));
};
