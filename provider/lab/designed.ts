import { type Behaviour, LoginLabError } from '../model/index.ts';
import { DESIGNS } from '../personas/declared.ts';
import { nearestOrAll } from '../world/index.ts';

/** Returns the behaviours with the settings of a design as their defaults. Throws `unknown-id`. */
export const designed = (
  behaviours: readonly Behaviour[],
  id: string | undefined,
  personas: readonly string[],
): readonly Behaviour[] => {
  if (id === undefined) return behaviours;
  const known = DESIGNS.filter(({ persona }) => personas.includes(persona));
  const design = known.find((each) => each.id === id);
  if (!design) {
    const hint = nearestOrAll(
      id,
      known.map((each) => each.id),
    );
    throw new LoginLabError('unknown-id', `Unknown design "${id}" of the personas of this lab${hint}`, { field: 'design' });
  }
  return behaviours.map((behaviour) => {
    const value = design.settings[behaviour.id];
    return value === undefined ? behaviour : { ...behaviour, setting: behaviour.setting.default(value) };
  });
};
