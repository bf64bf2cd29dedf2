import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Exchange, World } from '../../model/index.ts';
import { NotFound } from '../problem.ts';
import { eventStream, worldRoute } from '../route.ts';
import { eventsQuery, exchange, har, revealQuery, wirePage, wireQuery } from '../wire-shapes.ts';

/** How long one call of `wire.idle` waits before it answers `idle: false`, for the caller to ask again. */
const PATIENCE_MS = 20_000;

const becomesIdle = async (world: World): Promise<{ idle: boolean }> => {
  const enough = new AbortController();
  const tooLong = wait(PATIENCE_MS, { idle: false }, { signal: enough.signal, ref: false });
  tooLong.catch(() => undefined); // aborted below
  try {
    return await Promise.race([world.wire.idle().then(() => ({ idle: true })), tooLong]);
  } finally {
    enough.abort();
  }
};

const one = async (found: Promise<Exchange | undefined>, id: string): Promise<Exchange> => {
  const exchange = await found;
  if (exchange !== undefined) return exchange;
  throw new NotFound(
    'unknown-id',
    `Exchange "${id}" is not in the wire log: it is unknown, or was dropped when the log was full. GET …/wire lists the log.`,
  );
};

/** A reader that was cut off says what it read last; what it asked for at first is older. */
const placeOf = (headers: Readonly<Record<string, string>>, after: number | undefined): number | undefined => {
  const last = headers['last-event-id'] ?? '';
  return /^\d{1,15}$/.test(last) ? Number(last) : after;
};

/** What this world's personas were asked and answered. */
export const wireRoutes = {
  'wire.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/wire',
    summary: 'The wire log, oldest first; secrets are ordinals unless revealed',
    query: wireQuery,
    reply: wirePage,
    handle: (world, { query }) => world.wire.read(query),
  }),
  'wire.idle': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/wire/idle',
    summary: `Waits until no exchange is in progress, at most ${PATIENCE_MS / 1000} seconds`,
    reply: z.strictObject({ idle: z.boolean() }),
    handle: (world) => becomesIdle(world),
  }),
  'wire.events': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/wire/events',
    summary: 'New exchanges as server-sent events: exchange, gap, reset, end. Last-Event-ID resumes',
    query: eventsQuery,
    reply: eventStream,
    handle: async (world, { headers, query: { after, reveal = false } }) => {
      const place = placeOf(headers, after);
      return (signal) => world.wire.follow({ ...(place !== undefined && { after: place }), reveal, signal });
    },
  }),
  'wire.har': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/wire/har',
    summary: 'The wire log as HAR 1.2; secrets are ordinals unless revealed',
    query: revealQuery,
    reply: har,
    handle: (world, { query }) => world.wire.har(query),
  }),
  'wire.find': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/wire/:exchange',
    summary: 'One exchange',
    query: revealQuery,
    reply: exchange,
    handle: (world, { path, query }) => one(world.wire.find(path.exchange, query), path.exchange),
  }),
};
