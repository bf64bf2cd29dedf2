import { type Dispatcher, request } from 'undici';
import { type HeaderList, readAtMost } from '../../provider/model/index.ts';

/** Most bytes of an answer that are read. */
const READ_BYTES = 2 * 1024 * 1024;
/** Of a redirect, whose page nobody sees. */
const REDIRECT_BYTES = 16 * 1024;
/** Bytes that one browser keeps in all. Of what comes later, the least is read: an app can answer as often as it likes. */
const KEPT_BYTES = 16 * 1024 * 1024;
const LEAST_BYTES = 256 * 1024;

/** Most bytes of the headers of an answer, as in Chromium. */
export const HEADER_BYTES = 256 * 1024;

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

/** Most bytes of the next answer that are read, after these. */
export const roomAfter = (answers: Iterable<Answer | undefined>): number => {
  let left = KEPT_BYTES;
  for (const answer of answers) left -= answer?.body.length ?? 0;
  return Math.max(LEAST_BYTES, Math.min(READ_BYTES, left));
};

/** Sends one request and follows nothing. Rejects when there is no whole answer. */
export const send = async (
  outgoing: Outgoing,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  mostBytes = READ_BYTES,
): Promise<Answer> => {
  const { statusCode, headers, body } = await request(outgoing.url, {
    method: outgoing.method as Dispatcher.HttpMethod,
    headers: outgoing.headers.flat(),
    body: outgoing.body ?? null,
    responseHeaders: 'raw',
    dispatcher,
    signal,
  });
  const isRedirect = statusCode >= 300 && statusCode < 400;
  const { text } = await readAtMost(body, isRedirect ? REDIRECT_BYTES : mostBytes);
  return { status: statusCode, headers: pairs(headers), body: text };
};

/** Why a request had no answer, in words. */
export const describeSilence = (error: unknown): string => {
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  if (code === 'ECONNREFUSED') return 'connection refused: no server listens there';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'UND_ERR_DESTROYED')
    return 'the connection was closed before the answer was complete';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `the headers of the answer are longer than ${HEADER_BYTES / 1024} KiB`;
  if (name === 'HTTPParserError') return `the answer is not HTTP: ${message}`;
  return message ?? String(error);
};
