/** Every persona under its id, and all their behaviours in the order in which they speak: for programs that need all of them. */
import type { Behaviour, Persona, PersonaId } from '../model/index.ts';
import { loadPersonas } from './load.ts';

const personas = await loadPersonas();

export const PERSONAS = Object.fromEntries(personas.map((persona) => [persona.id, persona])) as Readonly<
  Record<PersonaId, Persona>
>;

export const BEHAVIOURS: readonly Behaviour[] = personas.flatMap((persona) => persona.behaviours);
