import { shellQuoted } from '../../provider/model/index.ts';
import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';

const personasOf = ({ app, persona }: Pick<Unit, 'app' | 'persona'>): string =>
  app.personas.length > 1 ? ` --persona ${shellQuoted(persona)}` : '';

const personOf = (person: PersonKind): string => (person === 'browser' ? ' --person browser' : '');

const storyCommand = (command: string, { story }: Pick<Unit, 'story'>, person: PersonKind): string | undefined =>
  story === undefined ? undefined : `${command} run --story ${story}${personOf(person)}`;

/** The command that only checks the verbs of this app; for an app that a story made up, the one of the story. */
export const doctorCommand = (
  command: string,
  unit: Pick<Unit, 'app' | 'persona' | 'story'>,
  person: PersonKind = 'http',
): string =>
  storyCommand(command, unit, person) ??
  `${command} doctor --app ${shellQuoted(unit.app.id)}${personasOf(unit)}${personOf(person)}`;

/** The command that runs only this unit; for an app that a story made up, the one of the story. */
export const reproduceCommand = (command: string, unit: Unit, person: PersonKind = 'http'): string => {
  const { app, scenario, variant } = unit;
  const ofStory = storyCommand(command, unit, person);
  if (ofStory !== undefined) return ofStory;
  const id = `${scenario.id}${variant ? `:${variant}` : ''}`;
  return `${command} run --app ${shellQuoted(app.id)}${personasOf(unit)} --scenario ${shellQuoted(id)}${personOf(person)}`;
};
