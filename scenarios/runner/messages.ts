import type { ScenarioResult } from '../model/index.ts';
import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';
import { reproduceCommand } from './reproduce.ts';

/** What a result says of its unit, whatever came of it. */
export type ResultWords = Pick<
  ScenarioResult,
  | 'scenario'
  | 'variant'
  | 'title'
  | 'area'
  | 'level'
  | 'basis'
  | 'seedQuestion'
  | 'persona'
  | 'app'
  | 'motion'
  | 'fix'
  | 'reproduce'
  | 'story'
>;

/** The words of a scenario, as a report needs them. */
export const wordsOf = (unit: Unit, command: string, person: PersonKind | undefined): ResultWords => {
  const { app, persona, scenario, variant } = unit;
  const { id, title, level, basis, seedQuestion, motion, fix, provider, rightClient } = scenario;
  return {
    scenario: id,
    ...(variant === undefined ? {} : { variant }),
    ...{ title, area: id.split('/', 1)[0] ?? id, level, basis: basis.map((each) => ({ ...each })) },
    ...(seedQuestion === undefined ? {} : { seedQuestion }),
    persona,
    app: { id: app.id, ...(app.library ? { library: app.library } : {}), ...(app.version ? { version: app.version } : {}) },
    ...(motion === undefined ? {} : { motion }),
    ...{ fix, reproduce: reproduceCommand(command, unit, person), story: { provider, rightClient } },
  };
};
