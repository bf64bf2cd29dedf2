/** What was read of a body. */
export interface ReadText {
  readonly text: string;
  /** False when the body is longer than what was read. */
  readonly isWhole: boolean;
}

/** Reads a body as UTF-8 up to a number of bytes, and then tells the sender to stop. Rejects when the body breaks off. */
export const readAtMost = async (body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<ReadText> => {
  const decoder = new TextDecoder();
  let text = '';
  let leftBytes = mostBytes;
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, leftBytes), { stream: true });
    leftBytes -= chunk.byteLength;
    if (leftBytes < 0) return { text, isWhole: false };
  }
  return { text: text + decoder.decode(), isWhole: true };
};

/** What was read of a body. */
export interface ReadBytes {
  readonly bytes: Uint8Array;
  /** False when the body is longer than what was read. */
  readonly isWhole: boolean;
}

/** Reads a body up to a number of bytes, and then tells the sender to stop. Rejects when the body breaks off. */
export const readBytes = async ({ body }: Request | Response, mostBytes: number): Promise<ReadBytes> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body === null ? [] : chunksOf(body)) {
    chunks.push(chunk.subarray(0, mostBytes - size));
    size += chunk.byteLength;
    if (size > mostBytes) break;
  }
  const bytes = new Uint8Array(Math.min(size, mostBytes));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return { bytes, isWhole: size <= mostBytes };
};

/** The chunks of a body of `fetch`. Not every browser can iterate over a `ReadableStream`. */
async function* chunksOf(body: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined); // of a body that broke off there is nothing to cancel
  signal?.addEventListener('abort', stop);
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Reads the body of an answer of `fetch` up to a number of bytes, after any decompression. Rejects when it breaks off,
 * and with the reason of the signal.
 */
export const readResponse = async ({ body }: Response, mostBytes: number, signal?: AbortSignal): Promise<ReadText> =>
  body === null ? { text: '', isWhole: true } : readAtMost(chunksOf(body, signal), mostBytes);
