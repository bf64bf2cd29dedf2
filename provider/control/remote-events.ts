import { setTimeout as wait } from 'node:timers/promises';
import { type EventSourceMessage, EventSourceParserStream, ParseError } from 'eventsource-parser/stream';
import type { Exchange, WireEvent } from '../model/index.ts';
import { type Call, notALab } from './remote-call.ts';

/** What a log is followed by: see `World`. */
interface Query {
  readonly after?: number;
  readonly reveal?: boolean;
  readonly signal?: AbortSignal;
}

interface Connection {
  readonly url: URL;
  readonly messages: ReadableStream<EventSourceMessage>;
}

/** Most characters of one event: two kept bodies fit, however they are escaped. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

const connectionOf = ({ url, body }: Response): Connection => ({
  url: new URL(url),
  messages: (body ?? new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (stream) => stream.close() }))
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: MOST_CHARACTERS })),
});

const eventOf = ({ event, data }: EventSourceMessage): WireEvent | undefined => {
  const value: unknown = JSON.parse(data);
  if (event === 'exchange') return { kind: 'exchange', exchange: value as Exchange }; // the other end wrote it from the same table
  return event === 'gap' || event === 'reset' ? ({ kind: event, ...(value as object) } as WireEvent) : undefined;
};

/** How long one who was cut off waits before asking again. */
const RETRY_MS = 250;

/**
 * Follows the log of a world in another process. A connection that is cut goes on where it was; rejects with
 * `lab-unreachable` when it cannot.
 */
export const remoteEvents = async (open: Call['open'], world: string, query: Query = {}): Promise<AsyncIterable<WireEvent>> => {
  const { signal, ...rest } = query;
  const connect = async (lastId?: string): Promise<Connection> => {
    const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
    return connectionOf(await open('wire.events', { path: { world }, query: rest }, { headers, signal }));
  };
  return untilAborted(withReconnection(connect, await connect(), signal), signal);
};

const CUT = { value: undefined, done: true } as const;

/** A connection that breaks is a cut; an event that is longer than any of a lab is not. */
const cutAt =
  (url: URL) =>
  (error: unknown): typeof CUT => {
    if (error instanceof ParseError) throw notALab(url, `200 with an event of more than ${MOST_CHARACTERS} characters`, error);
    return CUT;
  };

/** Events of one connection. Returns true when the world ended, false when the connection did. */
async function* untilCut(
  { url, messages }: Connection,
  read: (id: string) => void,
): AsyncGenerator<WireEvent, boolean, undefined> {
  const reader = messages.getReader();
  try {
    for (;;) {
      const { value: message, done } = await reader.read().catch(cutAt(url));
      if (done) return false;
      if (message.event === 'end') return true;
      if (message.id !== undefined) read(message.id);
      const event = eventOf(message);
      if (event) yield event;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // it was cut: there is nothing to cancel
  }
}

async function* withReconnection(
  connect: (lastId?: string) => Promise<Connection>,
  first: Connection,
  signal: AbortSignal | undefined,
): AsyncGenerator<WireEvent, void, undefined> {
  let lastId: string | undefined;
  let connection = first;
  for (;;) {
    const hasEnded = yield* untilCut(connection, (id) => {
      lastId = id;
    });
    if (hasEnded) return;
    await wait(RETRY_MS, undefined, { ...(signal && { signal }) });
    connection = await connect(lastId);
  }
}

/** After an abort, there are no more events and no error. */
async function* untilAborted(
  events: AsyncIterable<WireEvent>,
  signal: AbortSignal | undefined,
): AsyncGenerator<WireEvent, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
