/** The registry: every persona under its id, and all their behaviours in the order in which they speak. */
import type { Behaviour, Persona, PersonaId } from '../model/index.ts';
import { facebook } from './facebook/index.ts';
import { google } from './google/index.ts';

export const PERSONAS: Readonly<Record<PersonaId, Persona>> = { google, facebook };

export const BEHAVIOURS: readonly Behaviour[] = Object.values(PERSONAS).flatMap((persona) => persona.behaviours);
