import type { OwnApi, OwnApiInput, WorldCore } from '../model/index.ts';
import { ownApiAddress } from '../pipeline/index.ts';
import type { WorldState } from '../world/index.ts';
import type { WorldDependencies } from './dependencies.ts';

/** The APIs of the user behind a world. */
export const apisOf = (dependencies: Pick<WorldDependencies, 'url'>, world: WorldState): WorldCore['apis'] => {
  const withAddress = (api: OwnApiInput): OwnApi => ({ ...api, address: ownApiAddress(dependencies.url, world.id, api.name) });
  return {
    list: async () => world.ownApis.list().map(withAddress),
    put: async (api) => withAddress(world.ownApis.put(api)),
    remove: async (name) => world.ownApis.remove(name),
  };
};
