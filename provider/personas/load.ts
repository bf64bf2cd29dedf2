/** Loads personas: what a vendor declares, with what answers in its place. Each is loaded once. */
import type { Persona, PersonaId, Vendor } from '../model/index.ts';
import { PERSONA_IDS, VENDORS } from './vendors.ts';

const loaded = new Map<PersonaId, Promise<Persona>>();

const assemble = async ({ load, ...vendor }: Vendor): Promise<Persona> => ({ ...vendor, ...(await load()).persona });

export const loadPersona = (id: PersonaId): Promise<Persona> => {
  const known = loaded.get(id) ?? assemble(VENDORS[id]);
  loaded.set(id, known);
  return known;
};

/** In the order in which they are named; all of them when none is. */
export const loadPersonas = (ids: readonly PersonaId[] = PERSONA_IDS): Promise<readonly Persona[]> =>
  Promise.all(ids.map(loadPersona));
