/** All personas by id, and all behaviours in order of evaluation. For programs that need every persona. */
import type { Behaviour, Persona, PersonaId } from '../model/index.ts';
import { loadPersonas } from './load.ts';

const personas = await loadPersonas();

export const PERSONAS = Object.fromEntries(personas.map((persona) => [persona.id, persona])) as Readonly<
  Record<PersonaId, Persona>
>;

export const BEHAVIOURS: readonly Behaviour[] = personas.flatMap((persona) => persona.behaviours);
