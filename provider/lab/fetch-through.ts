import { readBytes, type StreamReply, type WrittenReply } from '../model/index.ts';
import { bodyLimitOf, type Core, handleExchange, type RawRequest, withoutWay } from '../pipeline/index.ts';
import type { Lab } from './lab.ts';

const NULL_BODY = new Set([204, 205, 304]);

/** The first bytes of a body, and then the end of the connection. */
const cutShort = (body: WrittenReply['body'], atBytes: number): ReadableStream =>
  new ReadableStream({
    start: (stream) => stream.enqueue(Buffer.from(body as string).subarray(0, atBytes)),
    pull: (stream) =>
      stream.error(new TypeError('terminated', { cause: new Error('the lab cut the response because of an injected fault') })),
  });

const asResponse = ({ status, headers, body }: WrittenReply, truncateAtBytes?: number): Response => {
  // A text of its own accord would bring a content type.
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const bytes =
    typeof body === 'string' && !hasType ? new TextEncoder().encode(body) : (body as string | Uint8Array<ArrayBuffer>);
  const whole = NULL_BODY.has(status) ? null : bytes;
  return new Response(truncateAtBytes === undefined ? whole : cutShort(body, truncateAtBytes), {
    status,
    headers: headers.map(([name, value]) => [name, value]) as [string, string][],
  });
};

const asStream = ({ status, headers, stream }: StreamReply): Response =>
  new Response(stream, { status, headers: headers.map(([name, value]) => [name, value]) as [string, string][] });

const rawOf = async (request: Request): Promise<RawRequest> => {
  const url = new URL(request.url);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const { bytes, isWhole } = await readBytes(request, bodyLimitOf(url.pathname));
  return {
    method: request.method,
    host: url.host,
    scheme,
    target: url.pathname + url.search,
    ...withoutWay([...request.headers]),
    body: bytes,
    ...(!isWhole && { tooLarge: true as const }),
  };
};

/** Rejects as soon as nobody waits for the answer any more. The exchange goes on: a server does not see that at once either. */
const whileWaitedFor = async <T>(answer: Promise<T>, signal: AbortSignal): Promise<T> => {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([answer, left.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
};

/** Answers without a socket. */
export const fetchThrough = (core: Core): Lab['fetch'] => {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const outcome = await whileWaitedFor(handleExchange(core, await rawOf(request)), request.signal);
    if (outcome.kind === 'reply') return asResponse(outcome.reply, outcome.truncateAtBytes);
    if (outcome.kind === 'stream') return asStream(outcome.reply);
    throw new TypeError('fetch failed', { cause: new Error('the lab dropped the connection because of an injected fault') });
  };
};
