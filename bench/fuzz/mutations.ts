import fc from 'fast-check';
import { bodyOf, type Draft, FORM, type Pairs, repeatedAt, setAt, withoutAt } from './draft.ts';
import { hostileText } from './hostile-text.ts';

/** A change of a request that was nearly right: what, at which place, with which text. */
export interface Mutation {
  readonly kind: MutationKind;
  readonly at: number;
  readonly value: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'M-SEARCH'];
const TYPES = [
  ...[
    'application/json',
    FORM,
    'multipart/form-data; boundary=b',
    'multipart/form-data',
    'text/plain',
    'APPLICATION/JSON; charset="x',
  ],
  ...[
    `${FORM}; charset=utf-16`,
    'application/json; charset=utf-16le',
    'multipart/related; boundary=""',
    'a/b; =;',
    ';',
    '\u00ff',
  ],
];
const ENCODINGS = ['gzip', 'br', 'deflate', 'zstd', 'nonsense', 'gzip, gzip', 'identity'];
const HEADERS = [
  ...['authorization', 'cookie', 'content-type', 'content-encoding', 'origin', 'referer', 'accept', 'accept-encoding', 'range'],
  ...[
    'accept-language',
    'x-http-method-override',
    'x-loginlab-world',
    'x-loginlab-process',
    'x-forwarded-proto',
    'x-forwarded-host',
  ],
  ...[
    'sec-fetch-site',
    'access-control-request-method',
    'access-control-request-headers',
    'dpop',
    'if-none-match',
    'last-event-id',
  ],
  ...[
    'content-range',
    'x-upload-content-type',
    'x-upload-content-length',
    'user-agent',
    '__proto__',
    'constructor',
    'te',
    'trailer',
  ],
];
const SCHEMES = ['Bearer ', 'Basic ', 'bearer', 'DPoP ', 'OAuth ', 'Digest ', ''];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** Every place in a JSON value, as a path; not in what nests as deep as an attack. */
const places = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value !== 'object' || value === null || path.length > 20
    ? [path]
    : [path, ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))];

type Members = Record<string, unknown>;

const changedAt = (value: unknown, [name, ...rest]: readonly string[], change: (parent: Members, name: string) => void): void => {
  if (name === undefined || typeof value !== 'object' || value === null) return;
  if (rest.length === 0) change(value as Members, name);
  else changedAt((value as Members)[name], rest, change);
};

const jsonOf = (draft: Draft): unknown => {
  try {
    return JSON.parse(draft.json ?? '{}');
  } catch {
    return {};
  }
};

const changeJson = (draft: Draft, at: number, change: (parent: Members, name: string) => void): Draft => {
  const value = jsonOf(draft);
  const all = places(value).slice(1);
  if (all.length === 0) return draft;
  changedAt(value, pick(all, at), change);
  return { ...draft, json: JSON.stringify(value) };
};

/** JSON of a wrong type, too large, too deep, or that parses to what JSON cannot say. */
const JSON_TEXTS = [
  ...[
    'null',
    '[]',
    '{}',
    '""',
    '-1',
    '0',
    '1e999',
    '-1e999',
    '9007199254740993',
    '1e-400',
    'true',
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00x"',
  ],
  ...[
    '[[[[[[]]]]]]',
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"toString":1}',
    '{"length":-1}',
    '"1970-01-01"',
  ],
  ...[
    `"${'y'.repeat(70_000)}"`,
    `${'['.repeat(3000)}${']'.repeat(3000)}`,
    `{"a":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`,
    '"../../etc"',
  ],
];

/** Puts JSON text, which may be none, at a place of the draft's. */
const putJson = (draft: Draft, at: number): Draft => {
  const [hole, text] = ['\u0001hole', pick(JSON_TEXTS, at)];
  const { json = '{}' } = changeJson(draft, Math.floor(at / JSON_TEXTS.length), (parent, name) => {
    parent[name] = hole;
  });
  return { ...draft, json: json.replace(JSON.stringify(hole), () => text) };
};

const withHeader = (draft: Draft, name: string, value: string): Draft => ({
  ...draft,
  headers: [...draft.headers.filter(([other]) => other.toLowerCase() !== name), [name, value]],
});

/** A segment of the path, replaced. */
const withSegment = (path: string, at: number, value: string): string => {
  const segments = path.split('/');
  return segments.with(1 + (at % Math.max(1, segments.length - 1)), encodeURIComponent(value.toWellFormed())).join('/');
};

const BROKEN_PATHS = [
  '/%',
  '/%zz',
  '/%c0%af',
  '//',
  '/..;/',
  '/../../_lab/',
  '/%2e%2e/',
  '/\\',
  '/%00',
  '/.well-known/',
  '/@x/',
  '?',
  '?&&=&',
  '/;a=b',
];

const named =
  (list: readonly string[]): ((draft: Draft, at: number, value: string) => Draft) =>
  (draft, at, value) =>
    withHeader(draft, pick(list, at), value);

const swapped = (draft: Draft): Draft => {
  const form: Pairs = draft.form ?? [];
  return { ...draft, query: form, form: draft.query, method: draft.method === 'GET' ? 'POST' : draft.method };
};

/** What is done to a request. */
const MUTATIONS = {
  'drop a query parameter': (draft, at) => ({ ...draft, query: withoutAt(draft.query, at) }),
  'repeat a query parameter': (draft, at) => ({ ...draft, query: repeatedAt(draft.query, at) }),
  'set a query parameter': (draft, at, value) => ({ ...draft, query: setAt(draft.query, at, value) }),
  'append to the query': (draft, _, value) => ({ ...draft, rawQuery: encodeURI(value.toWellFormed()) }),
  'drop a form field': (draft, at) => ({ ...draft, form: withoutAt(draft.form ?? [], at) }),
  'repeat a form field': (draft, at) => ({ ...draft, form: repeatedAt(draft.form ?? [], at) }),
  'set a form field': (draft, at, value) => ({ ...draft, form: setAt(draft.form ?? [], at, value) }),
  'swap form and query': swapped,
  'drop a member': (draft, at) => changeJson(draft, at, (parent, name) => delete parent[name]),
  'set a member': (draft, at, value) =>
    changeJson(draft, at, (parent, name) => {
      parent[name] = value;
    }),
  'put JSON at a member': putJson,
  'put JSON as the body': (draft, at) => ({ ...draft, json: pick(JSON_TEXTS, at) }),
  'add a member twice': (draft, _, value) => ({
    ...draft,
    json: (draft.json ?? '{}').replace(
      '{',
      () => `{"__proto__":{"a":1},${JSON.stringify(value)}:1,${JSON.stringify(value)}:[],"":`,
    ),
  }),
  'cut the JSON': (draft, at) => ({ ...draft, json: (draft.json ?? '{}').slice(0, at % 50) }),
  'say the form as JSON': (draft) => ({ ...draft, json: JSON.stringify(Object.fromEntries(draft.form ?? draft.query)) }),
  'replace the body': (draft, _, value) => ({ ...draft, raw: value }),
  'break an escape in the body': (draft, at) => ({
    ...draft,
    raw: `${bodyOf(draft).body}&a=%&b=%zz&%ff%fe=${at}&[]=&a[__proto__]=1`,
  }),
  'use another method': (draft, at) => ({ ...draft, method: pick(METHODS, at) }),
  'use another content type': (draft, at) => withHeader(draft, 'content-type', pick(TYPES, at)),
  'encode the content': (draft, at) => withHeader(draft, 'content-encoding', pick(ENCODINGS, at)),
  'set a header': named(HEADERS),
  'repeat a header': (draft, at) => ({ ...draft, headers: repeatedAt(draft.headers, at) }),
  'drop a header': (draft, at) => ({ ...draft, headers: withoutAt(draft.headers, at) }),
  'bring another credential': (draft, at, value) => withHeader(draft, 'authorization', pick(SCHEMES, at) + value),
  'bring a broken Basic': (draft, at, value) =>
    withHeader(
      draft,
      'authorization',
      `Basic ${Buffer.from(pick(['', ':', '%:%', `${value}:x`, `a:${value}`, '\xff:\xfe'], at)).toString('base64')}`,
    ),
  'bring another cookie': (draft, _, value) => withHeader(draft, 'cookie', value),
  'replace a segment': (draft, at, value) => ({ ...draft, path: withSegment(draft.path, at, value) }),
  'break the path': (draft, at) => ({ ...draft, path: draft.path + pick(BROKEN_PATHS, at) }),
  'swell a value': (draft, at) => ({
    ...draft,
    ...(draft.form ? { form: setAt(draft.form, at, 'z'.repeat(300_000)) } : { query: setAt(draft.query, at, 'z'.repeat(9000)) }),
  }),
} as const satisfies Record<string, (draft: Draft, at: number, value: string) => Draft>;

export type MutationKind = keyof typeof MUTATIONS;
const KINDS = Object.keys(MUTATIONS) as MutationKind[];

export const mutated = (draft: Draft, mutations: readonly Mutation[]): Draft =>
  mutations.reduce((now, { kind, at, value }) => MUTATIONS[kind](now, at, value), draft);

/** Mostly none or one; at most four. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 5,
    arbitrary: fc.array(fc.record({ kind: fc.constantFrom(...KINDS), at: fc.nat(5000), value: hostileText }), {
      minLength: 1,
      maxLength: 4,
    }),
  },
);
