import fc from 'fast-check';

type Pairs = [string, string][];

const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/json',
  'multipart/related; boundary=b',
  'text/plain',
  'APPLICATION/JSON; charset="x',
  '',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Sentences of the protocol engine and of the plain legs, which no vendor says. */
export const ENGINE_WORDS =
  /grant request is invalid|client authentication (failed|must)|unrecognized route|must not be provided twice|missing required parameter\(s\)|invalid token provided|no access token provided|not supported value|unsupported \w+ requested|client is invalid|oidc-provider|\[loginlab\]|engine/i;

/** Texts that are wrong everywhere: as long as a book, broken escapes, broken letters, scripts. */
export const HOSTILE_TEXTS: readonly string[] = [
  'x'.repeat(1_000_000),
  '%',
  '\u0000\ud800',
  'javascript:alert(1)',
  '-1',
  '{"a":',
];

/** Values that mean something to the persona, once did, or do elsewhere; read when a request is made. */
export const hostileValue = (known: () => readonly string[]): fc.Arbitrary<() => string> =>
  fc.oneof(
    fc.integer({ min: 0, max: 60 }).map((i) => () => known()[i % known().length] ?? ''),
    fc.string({ unit: 'binary', maxLength: 30 }).map((text) => () => text),
  );

/** Requests with any method, type, encoding and parameters, among which are the given names. */
export const hostileRequest = (names: readonly string[], value: fc.Arbitrary<() => string>) => {
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 });
  return fc.record({
    method: fc.constantFrom(...METHODS),
    query: pairs,
    form: pairs,
    type: fc.constantFrom(...TYPES),
    raw: fc.option(fc.string({ unit: 'binary', maxLength: 60 })),
    authorization: fc.option(fc.tuple(fc.constantFrom('Bearer ', 'Basic ', 'bearer', 'DPoP ', 'OAuth '), value)),
    encoding: fc.option(fc.constantFrom('gzip', 'br', 'nonsense')),
  });
};

export type Hostile = ReturnType<typeof hostileRequest> extends fc.Arbitrary<infer T> ? T : never;

const told = (made: readonly (readonly [string, () => string])[]): Pairs =>
  made.map(([name, text]) => [name, text()] as [string, string]);

const bodyOf = (type: string, form: Pairs): string =>
  type.toLowerCase().includes('json') ? JSON.stringify(Object.fromEntries(form)) : new URLSearchParams(form).toString();

/** A header carries visible ASCII only; anything else never leaves a client. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').trim();

/** The request itself, to an address. */
export const requestTo = (address: string, made: Hostile): Request => {
  const { method, query, form, type, raw, authorization, encoding } = made;
  const headers = new Headers(type === '' ? {} : { 'content-type': type });
  if (authorization) headers.set('authorization', headerText(authorization[0] + authorization[1]()).slice(0, 5000));
  if (encoding !== null) headers.set('content-encoding', encoding);
  const url = `${address}?${new URLSearchParams(told(query))}`;
  const isBare = method === 'GET' || method === 'HEAD';
  return new Request(url, { method, headers, redirect: 'manual', ...(!isBare && { body: raw ?? bodyOf(type, told(form)) }) });
};
