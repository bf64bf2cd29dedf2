import { batch } from '@preact/signals';
import { callsTo } from '../../control/remote-call.ts';
import { remoteEvents } from '../../control/remote-events.ts';
import { type Exchange, LoginLabError, type WireEvent } from '../../model/index.ts';
import { missing, wordsOf } from './failure.ts';
import * as state from './state.ts';
import { setTimeout as wait } from './wait.ts';

/** Keeps the page in sync with the lab: reads the state, follows the wire, polls every few seconds, and reconnects. */

export const call = callsTo(new URL(location.origin));

/** Exchanges read at the start; older ones on request. */
const PAGE = 300;
/** The capacity of the lab's log. */
const MOST = 10_000;
const LOOK_AGAIN_MS = 3_000;
/** Least milliseconds between two polls. */
const REST_MS = 400;
const RETRY_MS = 1_000;
/** Exchanges that arrive within this time are rendered together. */
const GATHER_MS = 100;
/** Tokens of each kind. */
const TOKENS_SHOWN = 100;
/** A sequence number larger than any. */
const BEYOND = 999_999_999_999_999;

const inWorld = () => ({ path: { world: state.world.value } });

/** Addresses, clients and keys of the personas. */
export const readPersonas = async (): Promise<void> => {
  const info = await call('worlds.read', inWorld());
  state.personas.value = await Promise.all(
    Object.entries(info.personas).map(async ([id, { address }]) => {
      const path = { world: info.id, persona: id };
      const [clients, keys] = await Promise.all([call('clients.list', { path }), call('keys.list', { path })]);
      return { id, address, clients, keys };
    }),
  );
};

/** Reads tokens, grants, sessions, people and faults. */
export const readTokens = async (): Promise<void> => {
  const { path } = inWorld();
  const [list, clock, people, tokens, grants, sessions, faults] = await Promise.all([
    call('worlds.list', { path: {} }),
    call('clock.read', { path }),
    call('people.list', { path }),
    call('tokens.list', { path, query: { limit: TOKENS_SHOWN } }),
    call('grants.list', { path }),
    call('sessions.list', { path }),
    call('faults.list', { path }),
  ]);
  batch(() => {
    state.worlds.value = list.worlds;
    state.clock.value = clock;
    state.people.value = people;
    state.tokens.value = tokens;
    state.grants.value = grants;
    state.sessions.value = sessions;
    state.faults.value = faults;
  });
};

export const readSettings = async (): Promise<void> => {
  state.settings.value = await call('settings.describe', inWorld());
};

/** Durations of the personas. They do not change. */
const readPresets = async (): Promise<void> => {
  state.presets.value = await call('clock.presets', inWorld());
};

const readLab = async (): Promise<void> => {
  const { url, rules = false, stories = false } = await call('lab.read', { path: {} });
  batch(() => {
    if (url !== undefined) state.labUrl.value = new URL(url);
    state.hasStories.value = stories;
    state.findings.value = rules ? (state.findings.value ?? []) : undefined;
  });
};

/** The last exchange that the findings have read. */
let judged = 0;

/** What the rules find, if there are rules and something happened. */
const readFindings = async (): Promise<void> => {
  const last = state.exchanges.value.at(-1)?.sequence ?? 0;
  if (state.findings.value === undefined || last === judged) return;
  state.findings.value = await call('findings.read', inWorld());
  judged = last;
};

/** Sequence number of the last exchange in the log. */
export const readLastSequence = async (): Promise<number> => {
  const { last } = await call('wire.read', { ...inWorld(), query: { after: BEYOND, limit: 1 } });
  return last;
};

/** Reads the newest page of the log. Returns the number to follow from. */
const readWire = async (): Promise<number> => readWireFrom(await readLastSequence());

const readWireFrom = async (last: number): Promise<number> => {
  const page = await call('wire.read', { ...inWorld(), query: { after: Math.max(0, last - PAGE), limit: PAGE } });
  batch(() => {
    state.exchanges.value = page.exchanges;
    state.hasEarlier.value = last > PAGE;
    state.lost.value = page.dropped;
    state.revealed.value = new Map();
  });
  return page.last;
};

/** Reads the page before the oldest exchange that is shown. */
export const readEarlier = async (): Promise<void> => {
  const first = state.exchanges.value[0]?.sequence ?? 1;
  const query = { after: Math.max(0, first - 1 - PAGE), limit: PAGE };
  const page = await call('wire.read', { ...inWorld(), query });
  const older = page.exchanges.filter(({ sequence }) => sequence < first);
  batch(() => {
    state.exchanges.value = [...older, ...state.exchanges.value];
    state.hasEarlier.value = older.length > 0 && (older[0]?.sequence ?? 1) > 1;
  });
};

let nudged = Promise.withResolvers<void>();

/** Something changed: poll now. */
const nudge = (): void => {
  nudged.resolve();
};

const take = (events: readonly WireEvent[]): void => {
  const since = events.slice(events.findLastIndex(({ kind }) => kind === 'reset') + 1);
  const added = since.flatMap((event): readonly Exchange[] => (event.kind === 'exchange' ? [event.exchange] : []));
  const isReset = since.length < events.length;
  batch(() => {
    state.exchanges.value = [...(isReset ? [] : state.exchanges.value), ...added].slice(-MOST);
    if (isReset) {
      state.hasEarlier.value = false;
      state.passed.value = undefined;
    }
    state.lost.value += since.reduce((sum, event) => sum + (event.kind === 'gap' ? event.lost : 0), 0);
  });
  nudge();
};

const followWire = async (after: number, signal: AbortSignal): Promise<void> => {
  let gathered: WireEvent[] = [];
  for await (const event of await remoteEvents(call.open, state.world.value, { after, signal })) {
    gathered.push(event);
    if (gathered.length > 1) continue;
    setTimeout(() => {
      const events = gathered;
      gathered = [];
      if (!signal.aborted) take(events);
    }, GATHER_MS);
  }
  throw new LoginLabError('world-gone', `World "${state.world.value}" was closed.`);
};

const lookAgain = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await Promise.race([nudged.promise, wait(LOOK_AGAIN_MS, undefined, { signal })]);
    nudged = Promise.withResolvers();
    await readTokens();
    await readPersonas();
    await readFindings();
    await wait(REST_MS, undefined, { signal });
  }
};

const liveWith = async (signal: AbortSignal): Promise<void> => {
  await readLab();
  await Promise.all([readTokens(), readPersonas(), readSettings(), readPresets()]);
  const after = await readWire();
  judged = 0;
  await readFindings();
  state.connection.value = { kind: 'live' };
  await Promise.race([followWire(after, signal), lookAgain(signal)]);
};

/** Shows the world of this page until `signal` is aborted; reconnects as often as needed. */
const watch = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const attempt = new AbortController();
    try {
      await liveWith(AbortSignal.any([signal, attempt.signal]));
    } catch (error) {
      if (!signal.aborted) state.connection.value = { kind: 'away', what: missing(error), why: wordsOf(error) };
    } finally {
      attempt.abort();
    }
    await wait(RETRY_MS, undefined, { signal }).catch(() => undefined); // the page was left
  }
};

let watching = new AbortController();

/** Shows another world, or reloads the same. */
export const enterWorld = (id: string): void => {
  watching.abort();
  watching = new AbortController();
  const fragment = id === state.world.value ? location.hash : ''; // an exchange is one of its world
  batch(() => {
    state.world.value = id;
    state.exchanges.value = [];
    state.passed.value = undefined;
    state.connection.value = { kind: 'connecting' };
  });
  history.replaceState(null, '', (id === 'default' ? location.pathname : `?${new URLSearchParams({ world: id })}`) + fragment);
  watch(watching.signal);
};
