import { z } from 'zod';
import type { World } from '../../model/index.ts';
import { LoginLabError } from '../../model/index.ts';
import { Refusal } from '../problem.ts';
import { labRoute, worldRoute } from '../route.ts';
import { labInfo, personInput, type WorldInfo, worldInfo } from '../shapes.ts';
import type { ControlWorlds } from '../worlds.ts';

/** Worlds that may be open at once. */
export const WORLDS_LIMIT = 10_000;

const infoOf = (world: World, { personas }: ControlWorlds): WorldInfo => ({
  id: world.id,
  personas: Object.fromEntries(personas.map((id) => [id, { address: world[id].address }])),
});

const open = async (worlds: ControlWorlds): Promise<World> => {
  const { length } = await worlds.list();
  if (length < WORLDS_LIMIT) return worlds.open();
  throw new Refusal('too-many', `${length} worlds are open, and no more can be. Close some: DELETE /_lab/worlds/ID.`);
};

const close = async (worlds: ControlWorlds, { id }: World): Promise<void> => {
  if (id === 'default') {
    throw new LoginLabError(
      'usage',
      'The default world lives as long as its lab and cannot be closed. POST /_lab/worlds/default/reset empties it.',
    );
  }
  await worlds.close(id);
};

/** The lab and its worlds. */
export const labRoutes = {
  'lab.read': labRoute({
    method: 'GET',
    path: '/_lab/',
    summary: 'What this lab is and which personas it has',
    reply: labInfo,
    handle: async (worlds) => ({ ...worlds.info(), lab: 'loginlab' as const, personas: [...worlds.personas] }),
  }),
  'worlds.list': labRoute({
    method: 'GET',
    path: '/_lab/worlds',
    summary: 'Ids of the open worlds',
    reply: z.strictObject({ worlds: z.array(z.string()).readonly() }),
    handle: async (worlds) => ({ worlds: await worlds.list() }),
  }),
  'worlds.open': labRoute({
    method: 'POST',
    path: '/_lab/worlds',
    summary: 'Opens a world that shares nothing with the others',
    reply: worldInfo,
    handle: async (worlds) => infoOf(await open(worlds), worlds),
  }),
  'worlds.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world',
    summary: 'A world and the addresses of its personas',
    reply: worldInfo,
    handle: async (world, _input, worlds) => infoOf(world, worlds),
  }),
  'worlds.close': worldRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world',
    summary: 'Closes a world; the default one cannot be closed',
    reply: z.void(),
    handle: (world, _input, worlds) => close(worlds, world),
  }),
  'worlds.reset': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/reset',
    summary: 'Empties a world; addresses, clients and keys stay',
    body: z.strictObject({ people: z.array(personInput).max(1000).exactOptional() }),
    reply: z.void(),
    handle: (world, { body }) => world.reset(body.people),
  }),
};
