import type { WireEvent } from '../model/index.ts';

/** Opens a log to follow; aborting the signal ends it. */
export type Following = (signal: AbortSignal) => Promise<AsyncIterable<WireEvent>>;

/** So often a comment says that the connection still stands, where nothing else does. */
const HEARTBEAT_MS = 15_000;

/** A client that lost its connection asks again after this long, with the id of what it read last. */
const HELLO = 'retry: 1000\n\n';
const HEARTBEAT = ': still here\n\n';
const END = 'event: end\ndata: {}\n\n';

const written = (event: WireEvent): string => {
  const { kind, ...data } = event;
  const id = event.kind === 'exchange' ? `id: ${event.exchange.sequence}\n` : '';
  return `${id}event: ${kind}\ndata: ${JSON.stringify(event.kind === 'exchange' ? event.exchange : data)}\n\n`;
};

/** What comes next, or a heartbeat when nothing comes for long. */
const nextOrHeartbeat = async <T>(next: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, HEARTBEAT_MS, undefined).unref();
  });
  try {
    return await Promise.race([next, patience]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * A log as server-sent events: `exchange` (its id is the sequence number), `gap`, `reset`, and `end` with the world. Pulled
 * by its reader: what a slow one has not read yet is nowhere but in the log.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const serverSentEvents = async (follow: Following, closed: () => void): Promise<ReadableStream<Uint8Array>> => {
  const stop = new AbortController();
  const events = (await follow(stop.signal))[Symbol.asyncIterator]();
  const utf8 = new TextEncoder();
  let next: Promise<IteratorResult<WireEvent, undefined>> | undefined;
  stop.signal.addEventListener('abort', closed, { once: true });
  const pull = async (stream: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    next ??= events.next();
    const result = await nextOrHeartbeat(next);
    if (result === undefined) return stream.enqueue(utf8.encode(HEARTBEAT));
    next = undefined;
    stream.enqueue(utf8.encode(result.done ? END : written(result.value)));
    if (!result.done) return;
    stream.close();
    stop.abort();
  };
  return new ReadableStream({
    start: (stream) => stream.enqueue(utf8.encode(HELLO)),
    pull: (stream) =>
      pull(stream).catch((error) => {
        stop.abort();
        throw error;
      }),
    cancel: () => stop.abort(),
  });
};
