import manifest from '../../package.json' with { type: 'json' };
import { mint } from '../engine/index.ts';
import {
  LoginLabError,
  oauthOf,
  type Persona,
  type PersonaHandle,
  type PersonaId,
  type TrafficFinding,
  type World,
  type WorldCore,
} from '../model/index.ts';
import { sendDeauthorizationWebhooks } from '../pipeline/index.ts';
import { toHar } from '../wire/index.ts';
import { inTimeOf, localBase, nearestOrAll, realNowEpochMs, type WorldState } from '../world/index.ts';
import { apisOf } from './apis.ts';
import { checkedLifetime, clockOf } from './clock.ts';
import { contextOf, type WorldDependencies } from './dependencies.ts';
import { designsOf } from './designs.ts';
import { grantsOf } from './grants.ts';
import { mailboxOf } from './mailbox.ts';
import { changePasswordOf, changePerson, personOf, removePerson } from './people.ts';
import { clientsOf, endAll, endGranted, forgetConsents } from './revocations.ts';
import { plantSeed } from './seed.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { endTokens, tokensOf } from './tokens.ts';

const personasOf = (dependencies: WorldDependencies, id: PersonaId | undefined): readonly Persona[] =>
  dependencies.personas.filter((persona) => id === undefined || persona.id === id);

const revoke = async (
  dependencies: WorldDependencies,
  world: WorldState,
  which: Parameters<WorldCore['grants']['revoke']>[0],
): Promise<number> => {
  const person = await personOf(world, which.person);
  await mustKnow(dependencies, world, which);
  let tokens = 0;
  for (const persona of personasOf(dependencies, which.persona)) {
    const context = contextOf(dependencies, world, persona);
    const clients = await clientsOf(context, which.clientId);
    const { sub } = person;
    const named = which.clientId === undefined ? [{ sub }] : clients.map(({ clientId }) => ({ sub, clientId }));
    tokens += await endGranted(context, person, named);
    for (const client of await forgetConsents(context, person, clients)) sendDeauthorizationWebhooks(context, client, person);
  }
  return tokens;
};

/** Rejects an unknown client instead of doing nothing. */
const mustKnow = async (
  dependencies: WorldDependencies,
  world: WorldState,
  which: { readonly clientId?: string; readonly persona?: PersonaId },
) => {
  const { clientId } = which;
  if (clientId === undefined) return;
  const personas = personasOf(dependencies, which.persona);
  const known = (await Promise.all(personas.map(({ id }) => world.clients.list(id)))).flat().map((client) => client.clientId);
  if (known.includes(clientId)) return;
  throw new LoginLabError('unknown-id', `Unknown client "${clientId}" in this world${nearestOrAll(clientId, known)}`, {
    field: 'clientId',
  });
};

const handleOf = (dependencies: WorldDependencies, world: WorldState, persona: Persona): PersonaHandle => ({
  address: localBase(dependencies.url, world.id, persona.id),
  register: (client) => world.clients.register(persona, client, dependencies.personas),
  clients: () => world.clients.list(persona.id),
  async changeClient(clientId, changes) {
    const before = await world.clients.known(persona.id, clientId);
    return world.clients.register(persona, { ...before, ...changes, clientId }, dependencies.personas);
  },
  async removeClient(clientId) {
    await world.clients.known(persona.id, clientId);
    await endAll(contextOf(dependencies, world, persona), [{ clientId }]);
    await world.clients.remove(persona.id, clientId);
  },
  async mint(request) {
    oauthOf(persona);
    const context = contextOf(dependencies, world, persona);
    return inTimeOf(world, () => mint(context, dependencies.engine(persona.id)(context), request));
  },
  async rotateKeys() {
    oauthOf(persona);
    return { kid: (await world.keys(persona.id).rotate()).kid };
  },
  keys: async () => (persona.oauth ? world.keys(persona.id).describe() : []),
});

const readyParts = (dependencies: WorldDependencies, world: WorldState): Omit<WorldCore, 'id' | typeof Symbol.asyncDispose> => ({
  people: {
    list: () => world.people.list(),
    add: (person) => world.people.add(person),
    change: (person, changes) => changePerson(world, person, changes),
    changePassword: (person, password) => changePasswordOf(world, person, password),
    remove: (person) => removePerson(world, person),
  },
  clock: clockOf(dependencies, world),
  tokens: {
    async short(lifetime) {
      world.shortLifetimeSeconds = lifetime === null ? undefined : checkedLifetime(lifetime.lifetimeSeconds);
    },
    expire: (which) => endTokens(world, which, 'expired-by-request'),
    revoke: (which) => endTokens(world, which, 'revoked'),
    list: (query) => tokensOf(world, query),
  },
  grants: {
    list: (which) => grantsOf(world, dependencies.personas, which),
    revoke: (which) => revoke(dependencies, world, which),
  },
  sessions: { list: (which) => sessionsOf(world, which), end: (which) => endSessions(world, which) },
  apis: apisOf(dependencies, world),
  mailbox: mailboxOf(world),
  faults: {
    inject: async (fault) => world.faults.inject(fault),
    list: async () => world.faults.list(),
    clear: async (id) => world.faults.clear(id),
  },
  settings: {
    read: async () => world.settings.all(),
    change: async (values) => world.settings.change(values),
    describe: async () => world.settings.describe(),
  },
  designs: designsOf(dependencies, world),
  wire: {
    read: (query) => world.recorder.readInTurns(query),
    async find(id, query) {
      if (!query?.reveal) await world.recorder.settle();
      return world.recorder.find(id, query);
    },
    idle: () => world.recorder.idle(),
    async follow({ after = world.recorder.mark(), reveal = false, signal } = {}) {
      const ends = signal ? AbortSignal.any([signal, world.gone.signal]) : world.gone.signal;
      return world.recorder.follow({ after, reveal, signal: ends });
    },
    har: async (query) => toHar((await world.recorder.readInTurns(query)).exchanges, CREATOR),
  },
  findings: () => findingsOf(dependencies, world),
  seed: (seed) => plantSeed(world, dependencies.personas, seed),
  snapshot: () => takeSnapshot(world),
  restore: (snapshot) => world.clockTurns.run(() => restoreSnapshot(world, dependencies.personas, snapshot)),
  reset: (people) => world.clockTurns.run(() => world.reset(people)),
});

const CREATOR = { name: 'loginlab', version: manifest.version };

const findingsOf = async (dependencies: WorldDependencies, world: WorldState): Promise<readonly TrafficFinding[]> => {
  if (dependencies.findings) {
    const { exchanges } = await world.recorder.readInTurns({ reveal: true });
    const found = await dependencies.findings(exchanges.filter(({ stale }) => !stale));
    return found.map((finding) => ({ ...finding, message: world.recorder.redact(finding.message) }));
  }
  throw new LoginLabError(
    'unsupported',
    'This lab has no rules. `loginlab serve` has them; in a program, pass the function `findings` to createLab.',
  );
};

/** Wraps every function of the interface to check first that the world exists and is filled. */
const guarded = <T extends object>(enter: () => Promise<void>, api: T): T =>
  Object.fromEntries(
    Object.entries(api).map(([name, member]) => [
      name,
      typeof member === 'function' ? entering(enter, member) : typeof member === 'object' ? guarded(enter, member) : member,
    ]),
  ) as T;

const entering =
  (enter: () => Promise<void>, action: (...args: unknown[]) => unknown) =>
  async (...args: unknown[]): Promise<unknown> => {
    await enter();
    return action(...args);
  };

/** Returns the `World` interface of an in-process world. */
export const worldFacade = (dependencies: WorldDependencies, world: WorldState, isOpen: () => boolean): World => {
  const enter = async () => {
    if (!isOpen())
      throw new LoginLabError(
        'world-gone',
        `World "${world.id}" no longer exists: it was closed, or closed after an hour without use.`,
      );
    world.lastUsedEpochMs = realNowEpochMs();
    await world.ready(() => registerDefaults(dependencies, world));
  };
  const handles = Object.fromEntries(
    dependencies.personas.map((persona) => [persona.id, handleOf(dependencies, world, persona)]),
  );
  const parts = guarded(enter, { ...readyParts(dependencies, world), ...handles });
  return { ...parts, id: world.id, [Symbol.asyncDispose]: () => dependencies.drop(world.id) } as unknown as World;
};

/** Registers the default client of each persona. */
export const registerDefaults = async (
  dependencies: Pick<WorldDependencies, 'url' | 'personas'>,
  world: WorldState,
): Promise<void> => {
  for (const persona of dependencies.personas)
    if (persona.defaultClient) await world.clients.register(persona, persona.defaultClient(dependencies.url));
};
