import { shellQuoted } from '../../provider/model/index.ts';
import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';

const personasOf = ({ app, persona }: Pick<Unit, 'app' | 'persona'>): string =>
  app.personas.length > 1 ? ` --persona ${shellQuoted(persona)}` : '';

const personOf = (person: PersonKind): string => (person === 'browser' ? ' --person browser' : '');

/** The command that only checks the verbs of this app. */
export const doctorCommand = (command: string, unit: Pick<Unit, 'app' | 'persona'>, person: PersonKind = 'http'): string =>
  `${command} doctor --app ${shellQuoted(unit.app.id)}${personasOf(unit)}${personOf(person)}`;

/** The command that runs only this unit. */
export const reproduceCommand = (command: string, unit: Unit, person: PersonKind = 'http'): string => {
  const { app, scenario, variant } = unit;
  const id = `${scenario.id}${variant ? `:${variant}` : ''}`;
  return `${command} run --app ${shellQuoted(app.id)}${personasOf(unit)} --scenario ${shellQuoted(id)}${personOf(person)}`;
};
