import type { Behaviour, Persona } from '../model/index.ts';
import { designNamed } from '../worlds/designs.ts';

/** Returns the behaviours of personas, with the settings of a design as their defaults. Throws `unknown-id`. */
export const designed = (personas: readonly Persona[], id: string | undefined): readonly Behaviour[] => {
  const behaviours = personas.flatMap((persona) => persona.behaviours);
  if (id === undefined) return behaviours;
  const { settings } = designNamed(personas, id);
  return behaviours.map((behaviour) => {
    const value = settings[behaviour.id];
    return value === undefined ? behaviour : { ...behaviour, setting: behaviour.setting.default(value) };
  });
};
