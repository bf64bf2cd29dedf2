import { type Behaviour, LoginLabError, type Persona } from '../model/index.ts';
import { DESIGNS } from '../personas/declared.ts';
import { nearestOrAll } from '../world/index.ts';

/** Returns the behaviours of personas, with the settings of a design as their defaults. Throws `unknown-id`. */
export const designed = (personas: readonly Persona[], id: string | undefined): readonly Behaviour[] => {
  const behaviours = personas.flatMap((persona) => persona.behaviours);
  if (id === undefined) return behaviours;
  const known = DESIGNS.filter((design) => personas.some((persona) => persona.id === design.persona));
  const found = known.find((design) => design.id === id);
  if (!found) {
    const hint = nearestOrAll(
      id,
      known.map((design) => design.id),
    );
    throw new LoginLabError('unknown-id', `Unknown design "${id}" of the personas of this lab${hint}`, { field: 'design' });
  }
  return behaviours.map((behaviour) => {
    const value = found.settings[behaviour.id];
    return value === undefined ? behaviour : { ...behaviour, setting: behaviour.setting.default(value) };
  });
};
