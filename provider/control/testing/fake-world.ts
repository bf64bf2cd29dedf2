import {
  type Client,
  type ClockState,
  type Exchange,
  type FaultState,
  faultSchema,
  LoginLabError,
  type Person,
  type PersonaHandle,
  type PersonChanges,
  type PersonInput,
  type SettingValue,
  type TokenFilter,
  type World,
  type WorldCore,
} from '../../model/index.ts';
import { parseDuration } from '../../world/duration.ts';
import { nearest } from '../../world/settings.ts';

/** Behaviours of every world below. */
export const FAKE_BEHAVIOURS = ['google/refresh/first-consent-only', 'google/token/access-lifetime'];

interface FakeToken {
  readonly value: string;
  readonly kind: 'access-token' | 'refresh-token';
  readonly person: string;
  readonly clientId: string;
}

/** What a fake world remembers. */
class Memory {
  people: Person[] = [];
  clients: Client[] = [];
  tokens: FakeToken[] = [];
  faults: FaultState[] = [];
  settings: Record<string, SettingValue> = {};
  exchanges: Exchange[] = [];
  clock: ClockState = { agedSeconds: 0, shiftedSeconds: 0, followers: [] };
  shortSeconds: number | undefined;
  made = 0;

  add(input: PersonInput): Person {
    const { key } = input;
    const names = { name: key, givenName: key, familyName: 'Fake' };
    const person = {
      sub: `1${++this.made}`.padEnd(21, '0'),
      email: `${key}@example.com`,
      emailVerified: true,
      ...names,
      ...input,
    };
    this.people.push(person);
    return person;
  }

  person(named: string): Person {
    const found = this.people.find(({ key, sub, email }) => [key, sub, email].includes(named));
    if (found) return found;
    throw new LoginLabError('unknown-id', `There is no person "${named}".`, { field: 'person' });
  }

  change(named: string, changes: PersonChanges): Person {
    const before = this.person(named);
    const person = { ...before, ...changes };
    this.people = this.people.map((each) => (each === before ? person : each));
    if (person.status === 'deleted' || person.status === 'disabled') this.kill({ person: person.key });
    return person;
  }

  kill({ value, person, clientId, kinds }: TokenFilter): number {
    const key = person && this.person(person).key;
    const lives = (token: FakeToken): boolean =>
      (value !== undefined && token.value !== value) ||
      (key !== undefined && token.person !== key) ||
      (clientId !== undefined && token.clientId !== clientId) ||
      (kinds !== undefined && !kinds.includes(token.kind));
    const before = this.tokens.length;
    this.tokens = this.tokens.filter(lives);
    return before - this.tokens.length;
  }

  reset(people: readonly PersonInput[] = [{ key: 'ana' }]): void {
    const { clients, exchanges, made } = this;
    Object.assign(this, new Memory(), { clients, exchanges, made });
    for (const person of people) this.add(person);
  }
}

const clockOf = (memory: Memory): WorldCore['clock'] => {
  const change = (part: Partial<ClockState>): ClockState => Object.assign(memory, { clock: { ...memory.clock, ...part } }).clock;
  return {
    read: async () => memory.clock,
    age: async (by) => change({ agedSeconds: memory.clock.agedSeconds + parseDuration(by) }),
    shift: async (by) => {
      if (memory.clock.followers.length === 0) throw new LoginLabError('clock-not-held', 'No client follows this clock.');
      return change({ shiftedSeconds: memory.clock.shiftedSeconds + parseDuration(by) });
    },
    follow: async (client) => change({ followers: [...memory.clock.followers, client] }),
  };
};

const tokensOf = (memory: Memory): WorldCore['tokens'] => ({
  short: async (lifetime) => {
    if (lifetime !== null && !(lifetime.lifetimeSeconds > 0)) {
      throw new LoginLabError('usage', 'A token lives longer than nothing.', { field: 'lifetimeSeconds' });
    }
    memory.shortSeconds = lifetime?.lifetimeSeconds;
  },
  expire: async (which) => memory.kill(which),
});

const faultsOf = (memory: Memory): WorldCore['faults'] => ({
  inject: async (input) => {
    const { data, error } = faultSchema.safeParse(input);
    if (data === undefined) throw new LoginLabError('usage', error.message, { field: error.issues[0]?.path.join('.') ?? '' });
    const state = { id: `f${++memory.made}`, fault: data, seen: 0, struck: 0 };
    memory.faults.push(state);
    return state;
  },
  list: async () => memory.faults,
  clear: async (id) => {
    const left = id === undefined ? [] : memory.faults.filter((known) => known.id !== id);
    if (id !== undefined && left.length === memory.faults.length) {
      throw new LoginLabError('unknown-id', `There is no fault "${id}".`, { field: 'id' });
    }
    memory.faults = left;
  },
});

const settingsOf = (memory: Memory): WorldCore['settings'] => ({
  read: async () => ({ ...Object.fromEntries(FAKE_BEHAVIOURS.map((id) => [id, true])), ...memory.settings }),
  change: async (values) => {
    const unknown = Object.keys(values).find((id) => !FAKE_BEHAVIOURS.includes(id));
    if (unknown === undefined) memory.settings = { ...memory.settings, ...values };
    else {
      const message = `There is no behaviour "${unknown}"${nearest(unknown, FAKE_BEHAVIOURS)}`;
      throw new LoginLabError('unknown-id', message, { field: unknown });
    }
  },
});

const wireOf = ({ exchanges }: Memory): WorldCore['wire'] => ({
  read: async ({ after = 0, limit = 1000 } = {}) => ({
    exchanges: exchanges.filter(({ sequence }) => sequence > after).slice(0, limit),
    last: exchanges.length,
    dropped: 0,
  }),
  find: async (id) => exchanges.find((known) => known.id === id),
  idle: async () => undefined,
});

const handleOf = (memory: Memory, address: string): PersonaHandle => ({
  address,
  register: async (input) => {
    const defaults = { kind: 'web' as const, name: 'App', redirectUris: [], issuer: 'local' };
    const client = { ...defaults, project: input.clientId.split('-')[0] ?? '', ...input, persona: 'google' };
    memory.clients = [...memory.clients.filter(({ clientId }) => clientId !== input.clientId), client];
    return client;
  },
  clients: async () => memory.clients,
  mint: async ({ as, clientId = '1-first', scope = 'openid email profile', claims = {} }) => {
    const owner = { person: memory.person(as).key, clientId };
    const [access_token, refresh_token] = [`at-${++memory.made}`, `rt-${memory.made}`];
    memory.tokens.push(
      { ...owner, kind: 'access-token', value: access_token },
      { ...owner, kind: 'refresh-token', value: refresh_token },
    );
    const jwt = [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return { access_token, refresh_token, id_token: `${jwt.join('.')}.`, expires_in: memory.shortSeconds ?? 3599, scope };
  },
  rotateKeys: async () => ({ kid: `key-${++memory.made}` }),
});

/** A world without a protocol, to test the control API by itself, and a way to show it an exchange. */
export interface FakeWorld {
  readonly world: World;
  saw(path: string): void;
}

/** `isOpen`: whether its lab still has it; every call of a closed one rejects with `world-gone`. */
export const fakeWorld = (id: string, address: string, isOpen: () => boolean, close: () => Promise<void>): FakeWorld => {
  const memory = new Memory();
  const parts = {
    people: {
      list: async () => memory.people,
      add: async (person: PersonInput) => memory.add(person),
      change: async (named: string, changes: PersonChanges) => memory.change(named, changes),
      changePassword: async (named: string) => void memory.person(named),
    },
    clock: clockOf(memory),
    tokens: tokensOf(memory),
    grants: { revoke: async (which: TokenFilter) => memory.kill(which) },
    sessions: { end: async () => 0 },
    faults: faultsOf(memory),
    settings: settingsOf(memory),
    wire: wireOf(memory),
    google: handleOf(memory, `${address}/google`),
    facebook: handleOf(memory, `${address}/facebook`),
    reset: async (people?: readonly PersonInput[]) => memory.reset(people),
  };
  const world: World = { ...whileOpen(parts, id, isOpen), id, [Symbol.asyncDispose]: close };
  return { world, saw: (path) => void memory.exchanges.push(exchangeAt(id, memory.exchanges.length + 1, address + path)) };
};

const whileOpen = <T extends object>(api: T, id: string, isOpen: () => boolean): T =>
  Object.fromEntries(
    Object.entries(api).map(([name, member]) => {
      if (typeof member === 'object') return [name, whileOpen(member, id, isOpen)];
      if (typeof member !== 'function') return [name, member];
      const deed = async (...args: unknown[]): Promise<unknown> => {
        if (isOpen()) return member(...args);
        throw new LoginLabError('world-gone', `World "${id}" was closed.`);
      };
      return [name, deed];
    }),
  ) as T;

/** An exchange with every member that there can be. */
const exchangeAt = (world: string, sequence: number, url: string): Exchange => ({
  id: `x${sequence}`,
  sequence,
  world,
  persona: 'google',
  endpoint: 'discovery',
  flow: 'flow1',
  client: '77-shop',
  person: 'ana',
  grantType: 'refresh_token',
  startedAtEpochMs: 1_764_000_000_000,
  durationMs: 1.5,
  request: {
    method: 'GET',
    url,
    vendorUrl: 'https://accounts.google.com/',
    headers: [
      ['Host', 'localhost'],
      ['Accept', '*/*'],
    ],
  },
  response: { status: 200, headers: [['Content-Type', 'application/json']], body: '{}', cutFromBytes: 70_000 },
  jwts: [{ where: 'response.id_token', header: { alg: 'RS256' }, claims: { sub: '1', nested: { a: [1, null] } } }],
  because: [{ id: 'google/discovery/members', why: 'Google publishes no end_session_endpoint' }],
  faults: ['f1'],
  stale: true,
});
