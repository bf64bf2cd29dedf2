import { type Dispatcher, request } from 'undici';
import type { HeaderList } from '../../provider/model/index.ts';

/** Most bytes of an answer that are read. */
const READ_BYTES = 2 * 1024 * 1024;

export interface Outgoing {
  readonly method: string;
  /** Address to connect to. */
  readonly url: URL;
  readonly headers: HeaderList;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string;
}

const pairs = (raw: unknown): HeaderList => {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  return Array.from({ length: flat.length / 2 }, (_, i): [string, string] => [flat[2 * i] ?? '', flat[2 * i + 1] ?? '']);
};

const readText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > READ_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8');
};

/** Sends one request and follows nothing. Rejects when there is no whole answer. */
export const send = async (outgoing: Outgoing, dispatcher: Dispatcher, signal: AbortSignal): Promise<Answer> => {
  const { statusCode, headers, body } = await request(outgoing.url, {
    method: outgoing.method as Dispatcher.HttpMethod,
    headers: outgoing.headers.flat(),
    body: outgoing.body ?? null,
    responseHeaders: 'raw',
    dispatcher,
    signal,
  });
  return { status: statusCode, headers: pairs(headers), body: await readText(body) };
};

/** Why a request had no answer, in words. */
export const describeSilence = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return 'connection refused: no server listens there';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'the connection was closed before the answer was complete';
  return message ?? String(error);
};
