import { ALL_VENDORS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import type { Project } from './project.ts';

/** The providers that the app offers; empty when none shows. */
export const personasOf = ({ sources, packages }: Project): readonly PersonaId[] => {
  const texts = [...sources.map(({ text }) => text), ...packages];
  return ALL_VENDORS.filter(({ clues }) => texts.some((text) => clues?.sources.test(text))).map(({ id }) => id);
};

/** The provider that a variable is named after; undefined for one that names none. */
export const personaInName = (variable: string): PersonaId | undefined =>
  ALL_VENDORS.find(({ clues }) => clues?.variables.test(variable))?.id;
