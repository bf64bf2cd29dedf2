/** Loads personas: the declaration of a vendor with its implementation. Each is loaded once. */
import type { Persona, PersonaId, Vendor } from '../model/index.ts';
import { PERSONA_IDS, VENDORS } from './vendors.ts';

const loaded = new Map<PersonaId, Promise<Persona>>();

const assemble = async ({ load, ...vendor }: Vendor): Promise<Persona> => ({ ...vendor, ...(await load()).persona });

export const loadPersona = (id: PersonaId): Promise<Persona> => {
  const known = loaded.get(id) ?? assemble(VENDORS[id]);
  loaded.set(id, known);
  return known;
};

/** Loads personas in the given order. Default: all. */
export const loadPersonas = (ids: readonly PersonaId[] = PERSONA_IDS): Promise<readonly Persona[]> =>
  Promise.all(ids.map(loadPersona));
