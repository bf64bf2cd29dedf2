import { request as send } from 'node:http';
import type { HeaderList, OwnApiInput, Reply } from '../model/index.ts';
import type { RawRequest } from './raw.ts';

/** Longest wait for the whole answer of an API, in milliseconds. */
const PATIENCE_MS = 30_000;
/** Most bytes of an answer that are passed on, as many as the lab takes of a request. */
const MOST_BYTES = 12 * 1024 * 1024;

/** Of one connection only (RFC 9110 §7.6.1); the length is written anew. */
const PER_CONNECTION =
  /^(?:connection|keep-alive|proxy-(?:authenticate|authorization|connection)|te|trailer|transfer-encoding|upgrade|content-length)$/i;

const withoutConnection = (headers: HeaderList): HeaderList => headers.filter(([name]) => !PER_CONNECTION.test(name));

/** A compressed answer could not be read in the wire log. */
const IDENTITY = ['accept-encoding', 'identity'] as const;

const sentHeaders = ({ headers, body }: RawRequest, host: string): HeaderList => [
  ['host', host],
  ...withoutConnection(headers).filter(([name]) => !/^(?:host|accept-encoding|expect)$/i.test(name)),
  IDENTITY,
  ...(body.byteLength > 0 ? [['content-length', String(body.byteLength)] as const] : []),
];

const pairs = (flat: readonly string[]): HeaderList =>
  flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ''] as const] : []));

/** A redirect of the API to itself leads to its address in the lab. */
const throughLab = (headers: HeaderList, { url }: OwnApiInput, address: string): HeaderList =>
  headers.map(([name, value]) => {
    const isOwn = /^(?:content-)?location$/i.test(name) && (value === url || value.startsWith(`${url}/`));
    return isOwn ? ([name, address + value.slice(url.length)] as const) : ([name, value] as const);
  });

/** What became of a call: the answer of the API, or why there is none. */
export type OwnApiAnswer = { readonly reply: Reply } | { readonly silent: string };

/** Passes a request on to an API of the user. Never rejects. `path`: below its base address, with the query. */
export const callOwnApi = (
  api: OwnApiInput,
  { raw, path, address, signal }: { raw: RawRequest; path: string; address: string; signal: AbortSignal },
): Promise<OwnApiAnswer> => {
  const target = new URL(api.url + path);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return new Promise((resolve) => {
    const call = send(target, {
      method: raw.method,
      headers: sentHeaders(raw, target.host).flat(),
      agent: false, // a connection that a restart of the API has closed would fail
      signal: AbortSignal.any([signal, patience]),
    });
    const fail = (why: string) => resolve({ silent: why });
    call.once('error', (error: NodeJS.ErrnoException) =>
      fail(patience.aborted ? `it did not answer within ${PATIENCE_MS / 1000} s` : (error.code ?? error.message)),
    );
    call.once('response', (response) => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      response.on('data', (chunk: Uint8Array) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size <= MOST_BYTES) return;
        fail(`its answer is longer than ${MOST_BYTES / 1024 / 1024} MiB`);
        call.destroy();
      });
      response.once('error', (error) => fail(patience.aborted ? 'its answer did not end' : error.message));
      response.once('end', () => {
        const headers = throughLab(withoutConnection(pairs(response.rawHeaders)), api, address);
        resolve({ reply: { status: response.statusCode ?? 502, headers, body: Buffer.concat(chunks) } });
      });
    });
    call.end(raw.body);
  });
};
