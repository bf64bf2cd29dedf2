import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that runs only this unit. */
export const reproduceCommand = (
  command: string,
  { app, persona, scenario, variant }: Unit,
  person: PersonKind = 'http',
): string => {
  const id = `${scenario.id}${variant ? `:${variant}` : ''}`;
  const personas = app.personas.length > 1 ? ` --persona ${quoted(persona)}` : '';
  const browser = person === 'browser' ? ' --person browser' : '';
  return `${command} run --app ${quoted(app.id)}${personas} --scenario ${quoted(id)}${browser}`;
};
