import { shellQuoted } from '../../provider/model/index.ts';
import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';

/** The command that runs only this unit. */
export const reproduceCommand = (
  command: string,
  { app, persona, scenario, variant }: Unit,
  person: PersonKind = 'http',
): string => {
  const id = `${scenario.id}${variant ? `:${variant}` : ''}`;
  const personas = app.personas.length > 1 ? ` --persona ${shellQuoted(persona)}` : '';
  const browser = person === 'browser' ? ' --person browser' : '';
  return `${command} run --app ${shellQuoted(app.id)}${personas} --scenario ${shellQuoted(id)}${browser}`;
};
