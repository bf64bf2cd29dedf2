import fc from 'fast-check';
import type { Draft } from './draft.ts';
import { type JsonSchema, type SchemaContext, valueFor } from './schema-values.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } };
}

/** The control API's description of itself. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** A setting as the control API describes it. */
export interface Described {
  readonly id: string;
  readonly schema: JsonSchema;
}

const CALLBACK = 'http://127.0.0.1:3000/callback';

/** Values that mean something in a world. Delays stay short, so that a long one is a request that hangs. */
const MEMBERS: SchemaContext['members'] = {
  delayMs: fc.nat(20),
  skip: fc.constantFrom(0, 0, 1),
  times: fc.constantFrom(1, 2, 5),
  on: fc.constantFrom(
    ...['authorize', 'sign-in', 'consent', 'token', 'token', 'token', 'userinfo', 'tokeninfo', 'jwks', 'discovery', 'revoke'],
    ...[
      'api:drive.files.list',
      'api:drive.files.create',
      'api:graph.me.get',
      'api:graph.batch',
      'debug-token',
      'no-such-endpoint',
    ],
  ),
  as: fc.constantFrom('ana', 'ben', 'ana@example.com'),
  person: fc.constantFrom('ana', 'ben', 'nobody'),
  persona: fc.constantFrom('google', 'google', 'google', 'facebook', 'facebook', 'facebook', 'nobody'),
  clientId: fc.constantFrom('«google.clientId»', '«facebook.clientId»', 'shop', 'nobody'),
  key: fc.constantFrom('ana', 'eve', 'é'),
  by: fc.constantFrom('1s', '61m', '1d', '200d', '36500d', '0s', '99999999999d', '-1d', 'x'),
  redirectUris: fc.constantFrom([CALLBACK], [], ['*'], ['http://127.0.0.1:1/*', 'javascript:x'], ['//x']),
  shiftedSeconds: fc.constantFrom(-1, 7, 1e9),
  issuer: fc.constantFrom('local', 'vendor', 'http://127.0.0.1:1/x', 'x'),
  scope: fc.constantFrom('openid email', 'https://www.googleapis.com/auth/drive', 'nonsense', ''),
  // The lab calls them: nothing listens at port 9.
  deauthorizeCallbackUrl: fc.constantFrom('http://127.0.0.1:9/gone', 'https://shop.example.invalid/gone'),
  dataDeletionCallbackUrl: fc.constantFrom('http://127.0.0.1:9/gone', 'x'),
};

/** Calls that change much of what other requests meet are made more often. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'faults.inject': 20,
  'worlds.restore': 6,
  'worlds.seed': 4,
  'clients.register': 4,
  'clients.change': 3,
  'tokens.mint': 4,
  'tokens.short': 2,
  'clock.advance': 4,
  'clock.age': 3,
  'people.change': 3,
};

const SEGMENTS: Readonly<Record<string, readonly string[]>> = {
  world: ['«world»', '«world»', '«world»', '«world»', '«world»', '«world»', '«world»', 'no-such-world'],
  person: ['ana', 'ben', 'eve', 'nobody'],
  persona: ['google', 'google', 'facebook', 'facebook', 'nobody'],
  clientId: ['«google.clientId»', '«facebook.clientId»', 'nobody'],
  fault: ['«control.id»', 'f1'],
  exchange: ['«control.id»', '1'],
  message: ['«control.id»', '1'],
};

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  timeoutSeconds: ['0.01', '1', '0', '-1'],
  limit: ['1', '50', '10000', '0', '10001'],
  after: ['0', '5', '999999999', '-1'],
  reveal: ['true', 'false', 'x'],
  person: ['ana', 'nobody'],
  persona: ['google', 'nobody'],
};

const filled = (path: string): fc.Arbitrary<string> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const values = fc.tuple(...names.map((name) => fc.constantFrom(...(SEGMENTS[name] ?? ['x']))));
  return values.map((texts) => names.reduce((now, name, i) => now.replace(`{${name}}`, texts[i] ?? ''), path));
};

const queryOf = ({ parameters }: Operation): fc.Arbitrary<Draft['query']> => {
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  if (names.length === 0) return fc.constant([]);
  const pair = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(QUERIES[name] ?? ['x', '1']))));
  return fc.array(pair, { maxLength: 3 });
};

const callOf = (context: SchemaContext, method: string, path: string, operation: Operation): fc.Arbitrary<Draft> => {
  const schema = operation.requestBody?.content['application/json'].schema;
  // A snapshot that was really taken is nearer to what a world takes than one made up.
  const json =
    operation.operationId === 'worlds.restore'
      ? fc.constant('«snapshot»')
      : schema && valueFor(schema, context).map((value) => JSON.stringify(value));
  return fc
    .record({ path: filled(path), query: queryOf(operation), json: json ?? fc.constant(undefined) })
    .map(({ json: text, ...draft }) => ({
      ...draft,
      area: 'control' as const,
      method: method.toUpperCase(),
      headers: [],
      ...(text !== undefined && { json: text }),
    }));
};

/** Changes that settings allow: switched off, or any value of their schemas. */
const settingsCall = (described: readonly Described[], context: SchemaContext): fc.Arbitrary<Draft> => {
  const one = fc
    .constantFrom(...described)
    .chain(({ id, schema }) => fc.tuple(fc.constant(id), fc.oneof(fc.constantFrom(false, 'off'), valueFor(schema, context))));
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((changes) => ({
    area: 'control',
    method: 'PATCH',
    path: '/_lab/worlds/«world»/settings',
    query: [],
    headers: [],
    json: JSON.stringify(Object.fromEntries(changes)),
  }));
};

/** Every call of the control API, as its OpenAPI document describes it; `faults`: those that inject some as well. */
export const controlDraft = (document: OpenApi, described: readonly Described[], faults: boolean): fc.Arbitrary<Draft> => {
  const named = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [`#/components/schemas/${name}`, schema]),
  );
  const context = { named, members: MEMBERS };
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { operationId }]) => faults || operationId !== 'faults.inject')
      .map(([method, operation]) => ({
        weight: WEIGHTS[operation.operationId] ?? 1,
        arbitrary: callOf(context, method, path, operation),
      })),
  );
  return fc.oneof(...calls, { weight: 8, arbitrary: settingsCall(described, context) });
};
