import { type DesignInfo, LoginLabError, type WorldCore } from '../model/index.ts';
import { DESIGNS } from '../personas/declared.ts';
import { nearestOrAll, type WorldState } from '../world/index.ts';
import type { WorldDependencies } from './dependencies.ts';

const designNamed = (designs: readonly DesignInfo[], id: string): DesignInfo => {
  const known = designs.map((design) => design.id);
  const found = designs.find((design) => design.id === id);
  if (found) return found;
  throw new LoginLabError('unknown-id', `Unknown design "${id}" in this lab${nearestOrAll(id, known)}`, { field: 'design' });
};

/** Designs of the personas of a world. Using one puts back what another one set. */
export const designsOf = ({ personas }: Pick<WorldDependencies, 'personas'>, world: WorldState): WorldCore['designs'] => {
  const designs = DESIGNS.filter(({ persona }) => personas.some(({ id }) => id === persona));
  return {
    list: async () => designs,
    async use(id) {
      const { persona, settings } = designNamed(designs, id);
      const touched = designs.filter((each) => each.persona === persona).flatMap((each) => Object.keys(each.settings));
      const usual = touched.map((name) => [name, world.settings.usual(name)] as const);
      world.settings.change({ ...Object.fromEntries(usual), ...settings });
    },
  };
};
