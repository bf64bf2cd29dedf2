import { z } from 'zod';
import { LoginLabError, SNAPSHOT_LIMIT_BYTES, type World } from '../../model/index.ts';
import { snapshotSchema } from '../../personas/schemas.ts';
import { labRoute, worldRoute } from '../route.ts';
import { labInfo, personInput, seed, type WorldInfo, worldInfo } from '../shapes.ts';
import { finding } from '../wire-shapes.ts';
import { type ControlWorlds, withKnownPersonas } from '../worlds.ts';

const infoOf = (world: World, { personas }: ControlWorlds): WorldInfo => ({
  id: world.id,
  personas: Object.fromEntries(personas.map((id) => [id, { address: world[id].address }])),
});

const close = async (worlds: ControlWorlds, { id }: World): Promise<void> => {
  if (id === 'default') {
    throw new LoginLabError('usage', 'The default world cannot be closed. POST /_lab/worlds/default/reset empties it.');
  }
  await worlds.close(id);
};

/** The lab and its worlds. */
export const labRoutes = {
  'lab.read': labRoute({
    method: 'GET',
    path: '/_lab/',
    summary: 'Describes this lab and its personas',
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
    summary: 'Opens a world with separate state',
    reply: worldInfo,
    handle: async (worlds) => infoOf(await worlds.open(), worlds),
  }),
  'worlds.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world',
    summary: 'Describes a world and the addresses of its personas',
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
  'worlds.seed': worldRoute({
    method: 'PUT',
    path: '/_lab/worlds/:world/seed',
    summary: 'Adds or replaces people and clients and changes settings, all or none',
    body: seed,
    reply: z.void(),
    handle: (world, { body }, worlds) => world.seed(withKnownPersonas(worlds, body)),
  }),
  'worlds.snapshot': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/snapshot',
    summary: 'The state of a world without its wire log; contains tokens and keys in the clear',
    reply: snapshotSchema(),
    handle: (world) => world.snapshot(),
  }),
  'worlds.restore': worldRoute({
    method: 'PUT',
    path: '/_lab/worlds/:world/snapshot',
    summary: 'Restores the state of a snapshot, as a whole or not at all; the wire log is emptied',
    body: snapshotSchema(),
    bodyLimitBytes: SNAPSHOT_LIMIT_BYTES,
    reply: z.void(),
    handle: (world, { body }) => world.restore(body),
  }),
  'findings.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/findings',
    summary: 'Findings of the rules in the traffic so far; 501 in a lab without rules',
    reply: z.array(finding).readonly(),
    handle: (world) => world.findings(),
  }),
};
