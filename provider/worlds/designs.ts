import { type DesignInfo, LoginLabError, type Persona, type WorldCore } from '../model/index.ts';
import { DESIGNS } from '../personas/declared.ts';
import { nearestOrAll, type WorldState } from '../world/index.ts';
import type { WorldDependencies } from './dependencies.ts';

/** The designs of these personas, in list order. */
const designsAmong = (personas: readonly Pick<Persona, 'id'>[]): readonly DesignInfo[] =>
  DESIGNS.filter(({ persona }) => personas.some(({ id }) => id === persona));

/** Returns a design of these personas. Throws `unknown-id`. */
export const designNamed = (personas: readonly Pick<Persona, 'id'>[], id: string): DesignInfo => {
  const designs = designsAmong(personas);
  const found = designs.find((design) => design.id === id);
  if (found) return found;
  const known = designs.map((design) => design.id);
  throw new LoginLabError('unknown-id', `Unknown design "${id}" in this lab${nearestOrAll(id, known)}`, { field: 'design' });
};

/** Designs of the personas of a world. Using one puts back what another one set. */
export const designsOf = ({ personas }: Pick<WorldDependencies, 'personas'>, world: WorldState): WorldCore['designs'] => ({
  list: async () => designsAmong(personas),
  async use(id) {
    const { persona, settings } = designNamed(personas, id);
    const touched = DESIGNS.filter((each) => each.persona === persona).flatMap((each) => Object.keys(each.settings));
    const usual = touched.map((name) => [name, world.settings.usual(name)] as const);
    world.settings.change({ ...Object.fromEntries(usual), ...settings });
  },
});
