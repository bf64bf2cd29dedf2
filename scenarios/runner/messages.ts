import type { ScenarioResult } from '../model/index.ts';
import type { PersonKind } from './browsers.ts';
import type { Unit } from './plan.ts';
import { reproduceCommand } from './reproduce.ts';

/** The part of a result that describes its unit. */
export type ResultDescription = Pick<
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

/** Describes a unit for a report. */
export const describeUnit = (unit: Unit, command: string, person: PersonKind | undefined): ResultDescription => {
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
