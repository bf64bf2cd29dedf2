import { STATUS_CODES } from 'node:http';
import { type Exchange, fieldOf, type HeaderList, LoginLabError, type Message } from '../model/index.ts';
import { BODY_LIMIT_BYTES, headerValue, keepBody, readBody } from './body-text.ts';
import { readSeenJwts } from './describe.ts';
import { type Har, type HarEntry, type HarPair, harEntrySchema, harSchema, type ReadEntry } from './har-format.ts';
import { readHeaderValues, readUrlValues } from './named-values.ts';

const pairs = (values: readonly HarPair[]): readonly HarPair[] => values.map(({ name, value }) => ({ name, value }));

const queryOf = (url: string): readonly HarPair[] => pairs(readUrlValues(url).filter(({ place }) => place === 'query'));

const cookiesOf = (headers: HeaderList): readonly HarPair[] =>
  pairs(headers.filter(([name]) => /^(?:set-)?cookie$/i.test(name)).flatMap(([name, value]) => readHeaderValues(name, value)));

const harHeaders = (headers: HeaderList): readonly HarPair[] => headers.map(([name, value]) => ({ name, value }));

const sizeOf = ({ body, cutFromBytes }: Message): number => cutFromBytes ?? Buffer.byteLength(body ?? '');

/** What a request and a response have alike in a HAR. `-1`: not known. */
const writeMessage = (message: Message) => ({
  httpVersion: 'HTTP/1.1',
  cookies: cookiesOf(message.headers),
  headers: harHeaders(message.headers),
  headersSize: -1,
  bodySize: sizeOf(message),
  ...(message.cutFromBytes === undefined ? {} : { _cutFromBytes: message.cutFromBytes }),
});

const writeRequest = (request: Exchange['request']): HarEntry['request'] => {
  const { method, url, vendorUrl, headers, body } = request;
  const mimeType = headerValue(headers, 'content-type') ?? '';
  const postData = body === undefined ? {} : { postData: { mimeType, text: body } };
  return { method, url, queryString: queryOf(url), ...writeMessage(request), ...postData, _vendorUrl: vendorUrl };
};

/** Status 0 is how browsers write that no answer came. */
const NO_ANSWER = { status: 0, headers: [] } as const satisfies Exchange['response'];

const writeResponse = (response: NonNullable<Exchange['response']>): HarEntry['response'] => {
  const { status, headers, body } = response;
  const mimeType = headerValue(headers, 'content-type') ?? 'x-unknown';
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    ...writeMessage(response),
    content: { size: sizeOf(response), mimeType, ...(body === undefined ? {} : { text: body }) },
    redirectURL: headerValue(headers, 'location') ?? '',
  };
};

const writeEntry = (exchange: Exchange): HarEntry => {
  const { startedAtEpochMs, durationMs, request, response, ...ours } = exchange;
  return {
    startedDateTime: new Date(startedAtEpochMs).toISOString(),
    time: durationMs,
    request: writeRequest(request),
    response: writeResponse(response ?? NO_ANSWER),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    ...Object.fromEntries(Object.entries(ours).map(([name, value]) => [`_${name}`, value])),
  };
};

/** Writes exchanges as HAR 1.2, as redacted as they are. What HAR has no member for goes under `_flow`, `_because`, `_endpoint` and the like. */
export const toHar = (exchanges: readonly Exchange[], creator: { readonly name: string; readonly version: string }): Har => ({
  log: { version: '1.2', creator: { name: creator.name, version: creator.version }, entries: exchanges.map(writeEntry) },
});

/** HTTP/2 writes method and address as headers of their own: `:method`, `:authority`. */
const headerList = (headers: readonly HarPair[]): HeaderList =>
  headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value]);

const readMessage = (headers: HeaderList, body: string | Uint8Array, cutFromBytes: number | undefined): Message => {
  const kept = keepBody(body, BODY_LIMIT_BYTES);
  const message = { headers, ...readBody(kept, headers) };
  return cutFromBytes === undefined ? message : { ...message, cutFromBytes };
};

const postedBody = (posted: ReadEntry['request']['postData']): string | Uint8Array => {
  if (posted?.text) return posted.encoding === 'base64' ? Buffer.from(posted.text, 'base64') : posted.text;
  const params = posted?.params.map(({ name, value }): [string, string] => [name, value]);
  return new URLSearchParams(params).toString();
};

const readRequest = ({
  method,
  url,
  headers,
  postData,
  _vendorUrl,
  _cutFromBytes,
}: ReadEntry['request']): Exchange['request'] => {
  return { method, url, vendorUrl: _vendorUrl ?? url, ...readMessage(headerList(headers), postedBody(postData), _cutFromBytes) };
};

const readResponse = (response: ReadEntry['response']): Pick<Exchange, 'response'> => {
  if (!response || response.status === 0) return {};
  const { status, headers, content, _cutFromBytes } = response;
  const text = content?.text ?? '';
  const body = content?.encoding === 'base64' ? Buffer.from(text, 'base64') : text;
  return { response: { status, ...readMessage(headerList(headers), body, _cutFromBytes) } };
};

const OPTIONAL = ['flow', 'client', 'person', 'grantType', 'sentMail', 'stale'] as const;

const readOptional = (entry: ReadEntry): Pick<Exchange, (typeof OPTIONAL)[number]> =>
  Object.fromEntries(OPTIONAL.flatMap((name) => (entry[`_${name}`] === undefined ? [] : [[name, entry[`_${name}`]]])));

const readEntry = (entry: ReadEntry, index: number): Exchange => {
  const messages = { request: readRequest(entry.request), ...readResponse(entry.response) };
  return {
    id: entry._id ?? `x${index + 1}`,
    sequence: entry._sequence ?? index + 1,
    world: entry._world ?? 'har',
    persona: entry._persona ?? 'unknown',
    endpoint: entry._endpoint ?? 'unknown',
    ...readOptional(entry),
    startedAtEpochMs: entry.startedDateTime ?? 0,
    durationMs: Math.max(0, entry.time ?? 0),
    ...messages,
    jwts: entry._jwts ?? [],
    because: entry._because ?? [],
    faults: entry._faults ?? [],
  };
};

/** JWTs as the file has them, or as they stand in the messages. */
const withJwts = (exchange: Exchange, { _jwts }: ReadEntry): Exchange =>
  _jwts === undefined ? { ...exchange, jwts: readSeenJwts(exchange) } : exchange;

const parseHar = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const message = `Reading a HAR file: expected JSON, found other text (${(cause as Error).message}). Export it again as HAR 1.2.`;
    throw new LoginLabError('config', message, { cause });
  }
};

/**
 * Reads the entry at a place of a HAR, as `fromHar` does, without looking for JWTs: `readSeenJwts` does, which takes longer than all
 * else. Throws `config` naming the field when it is none. */
export const fromHarEntry = (entry: unknown, place: number): Exchange => {
  const read = harEntrySchema.safeParse(entry);
  if (read.success) return readEntry(read.data, place);
  const issue = read.error.issues[0];
  const field = fieldOf(['log', 'entries', place, ...(issue?.path ?? [])]);
  throw new LoginLabError('config', `\`${field}\` does not fit HAR 1.2: ${issue?.message ?? 'unknown reason'}`, { field });
};

/**
 * Reads exchanges from a HAR 1.2 document, parsed or as text. Members that are left out get defaults (persona and
 * endpoint `unknown`, world `har`). Throws `config` naming the field when it is no HAR.
 */
export const fromHar = (har: unknown): Exchange[] => {
  const read = harSchema.safeParse(typeof har === 'string' ? parseHar(har) : har);
  if (read.success) return read.data.log.entries.map((entry, place) => withJwts(readEntry(entry, place), entry));
  const issue = read.error.issues[0];
  const field = fieldOf(issue?.path ?? []) || 'log';
  const found = `Reading a HAR file: \`${field}\` does not fit HAR 1.2: ${issue?.message ?? 'unknown reason'}.`;
  throw new LoginLabError('config', `${found} Export it again as HAR 1.2, or correct that member.`, { cause: read.error, field });
};
