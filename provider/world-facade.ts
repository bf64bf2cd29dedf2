import { mint } from './engine/index.ts';
import { tellRemoved } from './exchange/index.ts';
import {
  type Client,
  type ClockState,
  type Engine,
  LoginLabError,
  type Person,
  type Persona,
  type PersonaHandle,
  type PersonaId,
  type TokenFilter,
  type World,
  type WorldCore,
} from './model/index.ts';
import { changePassword, changePerson, personOf, subOf } from './people-changes.ts';
import {
  inTimeOf,
  localBase,
  markLogins,
  nowEpochSeconds,
  parseDuration,
  realNowEpochMs,
  type Scene,
  type WorldState,
} from './world/index.ts';

/** What a world in process needs of its lab. */
export interface Lodging {
  readonly url: string;
  readonly personas: readonly Persona[];
  engine(persona: PersonaId): (scene: Scene) => Engine;
  /** Forgets the world. */
  drop(id: string): Promise<void>;
}

const silent = { note() {}, because() {} };

/** A scene without an exchange: what is done from outside shows in the log of what comes after. */
const sceneOf = (lodging: Lodging, world: WorldState, persona: Persona): Scene => ({
  world,
  persona,
  mount: { kind: 'local', base: localBase(lodging.url, world.id, persona.id) },
  log: silent,
  labUrl: lodging.url,
});

const clockState = (world: WorldState): ClockState => ({
  agedSeconds: world.agedSeconds,
  shiftedSeconds: world.shiftMs / 1000,
  followers: [...world.followers],
});

const clockOf = (world: WorldState): WorldCore['clock'] => ({
  read: async () => clockState(world),
  async age(by) {
    world.agedSeconds += parseDuration(by);
    return clockState(world);
  },
  async shift(by) {
    const seconds = parseDuration(by);
    if (world.followers.size === 0) {
      throw new LoginLabError(
        'clock-not-held',
        `Shifting moves provider and client together, but no client follows the clock of world "${world.id}". Use clock.age to make only the provider's memory older, or declare a client that lives by this clock with clock.follow.`,
      );
    }
    world.shiftMs += seconds * 1000;
    return clockState(world);
  },
  async follow(client) {
    world.followers.add(client);
    return clockState(world);
  },
});

const TOKEN_ROWS = { 'access-token': 'AccessToken', 'refresh-token': 'RefreshToken', code: 'AuthorizationCode' } as const;
const ALL_KINDS = ['access-token', 'refresh-token', 'code'] as const;

const expire = async (world: WorldState, which: TokenFilter): Promise<number> => {
  const filter = {
    ...(which.persona !== undefined && { persona: which.persona }),
    ...(which.clientId !== undefined && { clientId: which.clientId }),
    ...(which.value !== undefined && { id: which.value }),
    ...(which.person !== undefined && { sub: await subOf(world, which.person) }),
  };
  let ended = 0;
  for (const kind of which.kinds ?? ALL_KINDS) ended += await world.rows.kill(TOKEN_ROWS[kind], filter, 'expired-by-request');
  return ended;
};

const personasOf = (lodging: Lodging, id: PersonaId | undefined): readonly Persona[] =>
  lodging.personas.filter((persona) => id === undefined || persona.id === id);

/** Forgets what a person granted to a client, or to all; gives the clients that had something. */
const forgetConsents = async (scene: Scene, { sub }: Person, clientId: string | undefined): Promise<readonly Client[]> => {
  const { world, persona } = scene;
  const clients = await world.clients.list(persona.id);
  const chosen = clients.filter((client) => clientId === undefined || client.clientId === clientId);
  const removed = new Set<Client>();
  for (const { id } of await world.rows.list('Consent', { persona: persona.id, sub })) {
    const holders = chosen.filter((client) => id.endsWith(`:${persona.consentKey?.(client) ?? client.project}`));
    if (clientId === undefined || holders.length > 0) await world.rows.remove('Consent', id);
    for (const client of holders) removed.add(client);
  }
  return [...removed];
};

const revoke = async (
  lodging: Lodging,
  world: WorldState,
  which: Parameters<WorldCore['grants']['revoke']>[0],
): Promise<number> => {
  const person = await personOf(world, which.person);
  let tokens = 0;
  for (const persona of personasOf(lodging, which.persona)) {
    const scene = sceneOf(lodging, world, persona);
    const keys = { sub: person.sub, ...(which.clientId !== undefined && { clientId: which.clientId }) };
    tokens += await lodging.engine(persona.id)(scene).kill(keys, 'revoked');
    for (const client of await forgetConsents(scene, person, which.clientId)) tellRemoved(scene, client, person);
  }
  return tokens;
};

const endSessions = async (
  world: WorldState,
  which: { readonly person?: string; readonly persona?: PersonaId },
): Promise<number> => {
  const filter = {
    ...(which.persona !== undefined && { persona: which.persona }),
    ...(which.person !== undefined && { sub: await subOf(world, which.person) }),
  };
  await markLogins(world.rows, filter, { signedOutAtEpochSeconds: nowEpochSeconds() });
  return world.rows.kill('Session', filter, 'signed-out');
};

const handleOf = (lodging: Lodging, world: WorldState, persona: Persona): PersonaHandle => ({
  address: localBase(lodging.url, world.id, persona.id),
  register: (client) => world.clients.register(persona.id, client),
  clients: () => world.clients.list(persona.id),
  async mint(request) {
    const scene = sceneOf(lodging, world, persona);
    return inTimeOf(world, () => mint(scene, lodging.engine(persona.id)(scene), request));
  },
  async rotateKeys() {
    return { kid: (await world.keys(persona.id).rotate()).kid };
  },
});

const readyParts = (lodging: Lodging, world: WorldState): Omit<WorldCore, 'id' | typeof Symbol.asyncDispose> => ({
  people: {
    list: () => world.people.list(),
    add: (person) => world.people.add(person),
    change: (person, changes) => changePerson(world, person, changes),
    changePassword: (person) => changePassword(world, person),
  },
  clock: clockOf(world),
  tokens: {
    async short(lifetime) {
      world.shortLifetimeSeconds = lifetime === null ? undefined : checkedLifetime(lifetime.lifetimeSeconds);
    },
    expire: (which) => expire(world, which),
  },
  grants: { revoke: (which) => revoke(lodging, world, which) },
  sessions: { end: (which = {}) => endSessions(world, which) },
  faults: {
    inject: async (fault) => world.faults.inject(fault),
    list: async () => world.faults.list(),
    clear: async (id) => world.faults.clear(id),
  },
  settings: { read: async () => world.settings.all(), change: async (values) => world.settings.change(values) },
  wire: {
    read: async (query) => world.recorder.read(query),
    find: async (id, query) => world.recorder.find(id, query),
    idle: () => world.recorder.idle(),
  },
  reset: (people) => world.reset(people),
});

const checkedLifetime = (seconds: number): number => {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new LoginLabError('usage', `A lifetime of 1 to 86400 whole seconds was expected, ${seconds} was found.`, {
    field: 'lifetimeSeconds',
  });
};

/** Every function of the interface first makes sure that the world is there and filled. */
const guarded = <T extends object>(enter: () => Promise<void>, api: T): T =>
  Object.fromEntries(
    Object.entries(api).map(([name, member]) => [
      name,
      typeof member === 'function' ? entering(enter, member) : typeof member === 'object' ? guarded(enter, member) : member,
    ]),
  ) as T;

const entering =
  (enter: () => Promise<void>, deed: (...args: unknown[]) => unknown) =>
  async (...args: unknown[]): Promise<unknown> => {
    await enter();
    return deed(...args);
  };

/** The `World` of a world in this process. */
export const worldFacade = (lodging: Lodging, world: WorldState, isOpen: () => boolean): World => {
  const enter = async () => {
    if (!isOpen())
      throw new LoginLabError(
        'world-gone',
        `World "${world.id}" is no longer there: it was closed, or dropped after an hour without use.`,
      );
    world.lastUsedEpochMs = realNowEpochMs();
    await world.ready(() => registerDefaults(lodging, world));
  };
  const handles = Object.fromEntries(lodging.personas.map((persona) => [persona.id, handleOf(lodging, world, persona)]));
  const parts = guarded(enter, { ...readyParts(lodging, world), ...handles });
  return { ...parts, id: world.id, [Symbol.asyncDispose]: () => lodging.drop(world.id) } as unknown as World;
};

/** The client that every world starts with, for each persona. */
export const registerDefaults = async (lodging: Pick<Lodging, 'url' | 'personas'>, world: WorldState): Promise<void> => {
  for (const persona of lodging.personas) await world.clients.register(persona.id, persona.defaultClient(lodging.url));
};
