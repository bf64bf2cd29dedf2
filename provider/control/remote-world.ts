import { LoginLabError, type PersonaHandle, type PersonaId, type World, type WorldCore } from '../model/index.ts';
import type { Call } from './remote-call.ts';
import { remoteEvents } from './remote-events.ts';
import { remoteMailbox } from './remote-mailbox.ts';
import type { WorldInfo } from './shapes.ts';

/** A world of a lab in another process, as the same `World`. Disposing closes it there, except the default one. */
export const remoteWorld = (call: Call, info: WorldInfo, personas: readonly PersonaId[]): World => ({
  ...core(call, info.id),
  ...handles(call, info, personas),
});

const handles = (call: Call, info: WorldInfo, personas: readonly PersonaId[]): Record<PersonaId, PersonaHandle> =>
  Object.fromEntries(personas.map((id) => [id, handle(call, info, id)])) as Record<PersonaId, PersonaHandle>;

const handle = (call: Call, info: WorldInfo, persona: PersonaId): PersonaHandle => {
  const path = { world: info.id, persona };
  return {
    address: addressOf(info, persona),
    register: (body) => call('clients.register', { path, body }),
    clients: () => call('clients.list', { path }),
    changeClient: (clientId, body) => call('clients.change', { path: { ...path, clientId }, body }),
    removeClient: (clientId) => call('clients.remove', { path: { ...path, clientId } }),
    mint: (body) => call('tokens.mint', { path, body }),
    rotateKeys: () => call('keys.rotate', { path }),
    keys: () => call('keys.list', { path }),
  };
};

const addressOf = (info: WorldInfo, persona: PersonaId): string => {
  const address = info.personas[persona]?.address;
  if (address !== undefined) return address;
  throw new LoginLabError(
    'lab-unreachable',
    `World "${info.id}" has no address of ${persona}. Lab and client have different versions: use the same version.`,
  );
};

const core = (call: Call, world: string): WorldCore => {
  const path = { world };
  return {
    id: world,
    people: {
      list: () => call('people.list', { path }),
      add: (body) => call('people.add', { path, body }),
      change: (person, body) => call('people.change', { path: { world, person }, body }),
      changePassword: (person, password) =>
        call('people.change-password', { path: { world, person }, body: password === undefined ? {} : { password } }),
      remove: (person) => call('people.remove', { path: { world, person } }),
    },
    clock: {
      read: () => call('clock.read', { path }),
      advance: (body) => call('clock.advance', { path, body }),
      tomorrow: (body = {}) => call('clock.tomorrow', { path, body }),
      presets: () => call('clock.presets', { path }),
      age: (by) => call('clock.age', { path, body: { by } }),
      shift: (by) => call('clock.shift', { path, body: { by } }),
      follow: (client) => call('clock.follow', { path, body: { client } }),
      next: (client, { shiftedSeconds }) => call('clock.next', { path, body: { client, shiftedSeconds } }),
    },
    tokens: {
      short: (lifetime) => call('tokens.short', { path, body: { lifetimeSeconds: lifetime?.lifetimeSeconds ?? null } }),
      expire: async (body) => (await call('tokens.expire', { path, body })).count,
      revoke: async (body) => (await call('tokens.revoke', { path, body })).count,
      list: (query) => call('tokens.list', { path, query: { ...query } }),
    },
    grants: {
      list: (query) => call('grants.list', { path, query: { ...query } }),
      revoke: async (body) => (await call('grants.revoke', { path, body })).count,
    },
    sessions: {
      list: (query) => call('sessions.list', { path, query: { ...query } }),
      end: async (body = {}) => (await call('sessions.end', { path, body })).count,
    },
    apis: {
      list: () => call('apis.list', { path }),
      put: ({ name, url }) => call('apis.put', { path: { world, api: name }, body: { url } }),
      remove: (api) => call('apis.remove', { path: { world, api } }),
    },
    mailbox: remoteMailbox(call, world),
    faults: {
      inject: (body) => call('faults.inject', { path, body }),
      list: () => call('faults.list', { path }),
      clear: (fault) =>
        fault === undefined ? call('faults.clear-all', { path }) : call('faults.clear', { path: { world, fault } }),
    },
    settings: {
      read: () => call('settings.read', { path }),
      change: (body) => call('settings.change', { path, body }),
      describe: () => call('settings.describe', { path }),
    },
    designs: {
      list: () => call('designs.list', { path }),
      use: (design) => call('designs.use', { path, body: { design } }),
    },
    wire: wire(call, world),
    findings: () => call('findings.read', { path }),
    seed: (body) => call('worlds.seed', { path, body }),
    snapshot: () => call('worlds.snapshot', { path }),
    restore: (body) => call('worlds.restore', { path, body }),
    reset: (people) => call('worlds.reset', { path, body: people === undefined ? {} : { people: [...people] } }),
    [Symbol.asyncDispose]: closeOnce(call, world),
  };
};

/** Any other text would be another address: `idle`, `..`. */
const EXCHANGE_ID = /^x\d+$/;

const wire = (call: Call, world: string): WorldCore['wire'] => ({
  read: (query) => call('wire.read', { path: { world }, query: { ...query } }),
  find: async (exchange, query) => {
    if (!EXCHANGE_ID.test(exchange)) return undefined;
    try {
      return await call('wire.find', { path: { world, exchange }, query: { ...query } });
    } catch (error) {
      if (error instanceof LoginLabError && error.code === 'unknown-id') return undefined;
      throw error;
    }
  },
  follow: (query) => remoteEvents(call.open, world, query),
  har: (query) => call('wire.har', { path: { world }, query: { ...query } }),
  idle: async () => {
    while (!(await call('wire.idle', { path: { world } })).idle);
  },
});

/** Closing a world that is already closed is not an error. */
const closeOnce = (call: Call, world: string) => async (): Promise<void> => {
  if (world === 'default') return;
  try {
    await call('worlds.close', { path: { world } });
  } catch (error) {
    if (!(error instanceof LoginLabError && error.code === 'world-gone')) throw error;
  }
};
