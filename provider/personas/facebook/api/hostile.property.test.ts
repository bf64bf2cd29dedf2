import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab/create-lab.ts';
import type { Client } from '../../../model/index.ts';
import { ENGINE_WORDS, HOSTILE_TEXTS, hostileRequest, hostileValue, requestTo } from '../../../testing/test-hostile.ts';
import { APP_ID, CALLBACK, SECRET } from '../test-browser.ts';
import { issuedAppToken } from './app-token.ts';
import { GRAPH_HOST } from './graph-place.ts';
import { graphRoutes } from './index.ts';
import { APP_TOKEN, TestApp } from './test-app.ts';

const NAMES = [
  ...[
    'access_token',
    'input_token',
    'fields',
    'appsecret_proof',
    'appsecret_time',
    'limit',
    'after',
    'before',
    'message',
    'link',
  ],
  ...[
    'redirect',
    'type',
    'width',
    'height',
    'next',
    'locale',
    'method',
    'debug',
    'format',
    'pretty',
    'client_id',
    'client_secret',
  ],
  ...['__proto__', 'constructor', 'id', 'ids', 'permission'],
];

const OTHER = '210000000000043';

let lab: Lab;
let base = '';
/** Values that mean something here, or once did, or do elsewhere. */
let known: readonly string[] = [];

beforeAll(async () => {
  // What the lab does not serve it would answer in its own name.
  lab = await createLab({ personas: ['facebook'], gaps: 'vendor' });
  const world = await lab.world();
  // No limit: else every call after the two hundredth would be refused for that alone.
  await world.settings.change({ 'facebook/graph/rate-limit': 'off' });
  const app = await new TestApp({ lab, world }).register();
  base = app.browser.base;
  const [live, dead, short] = [await app.token(), await app.token({ as: 'ben' }), await app.shortToken()];
  await world.tokens.expire({ value: dead });
  const { id } = (await (await app.graph('/me', live)).json()) as { id: string };
  known = [
    ...[live, dead, short, live.slice(1), `${live} `, encodeURIComponent(APP_TOKEN), APP_TOKEN, `${APP_ID}|`, `${APP_ID}|x`],
    ...[
      `${'9'.repeat(25)}|x`,
      id,
      APP_ID,
      SECRET,
      CALLBACK,
      app.proof(live),
      app.proof(short),
      '0',
      '-1',
      '1e309',
      'NaN',
      'true',
    ],
    ...['name,email', 'picture.type(large){url}', '((((', '}{', 'id{', ',,,', 'false', 'large', 'post:1', 'cG9zdDox', 'DELETE'],
    ...HOSTILE_TEXTS,
  ];
});
afterAll(() => lab.close());

const value = hostileValue(() => known);
const hostile = hostileRequest(NAMES, value);

/** Facebook's envelope, and nothing else, whatever was sent. */
const expectEnvelope = (reply: Response, text: string): void => {
  const { error } = JSON.parse(text) as { error: Record<string, unknown> };
  const { message, type, code, fbtrace_id: trace } = error;
  expect([typeof message, typeof type, typeof code, typeof trace]).toEqual(['string', 'string', 'number', 'string']);
  expect(Object.keys(error).at(-1)).toBe('fbtrace_id');
  expect(reply.status).not.toBe(401);
  expect(reply.headers.get('www-authenticate')).toMatch(/^OAuth "Facebook Platform" "invalid_(token|request|code)" "[^"]*"$/);
};

const expectFacebook = async (reply: Response): Promise<void> => {
  const text = await reply.text();
  expect(reply.status).toBeLessThan(500);
  expect(text).not.toMatch(ENGINE_WORDS);
  if (reply.status >= 400 && text !== '') expectEnvelope(reply, text);
  const type = reply.headers.get('content-type') ?? '';
  if (reply.status === 200 && /json|javascript/.test(type) && text !== '') expect(() => JSON.parse(text)).not.toThrow();
};

/** The version is left out of some and told in others; ids become whatever a path can hold. */
const PATHS = [
  ...new Set(
    graphRoutes
      .filter(({ host }) => host === GRAPH_HOST)
      .map(({ path }) => path.replace(/\/:version\(.*\)\?/, '').replace('**', 'a/b/c/d')),
  ),
].flatMap((path) => [path, `/v19.0${path}`]);

const segment = fc.oneof(
  fc.constantFrom('me', 'v19.0', '1', '%00', '%ff', '..%2f', '%E2%80%AE', APP_ID, 'zuck', '__proto__', '%7B%7D'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

describe('whatever is sent, the Graph API answers in its envelope', () => {
  it.each(PATHS)('at %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(segment, { minLength: 2, maxLength: 2 }), async (made, [id = '1', more = '2']) => {
        const place = path.replace(':id', id).replace(':permission', more);
        await expectFacebook(await lab.fetch(requestTo(base + place, made)));
      }),
      { numRuns: 25 },
    );
  });

  it('to every kind of bearer at every address', async () => {
    const app = await new TestApp({ lab, world: await lab.world() }).register();
    await app.world.facebook.register({ clientId: OTHER, clientSecret: SECRET, redirectUris: [CALLBACK], kind: 'desktop' });
    const of = (as: string) => app.token({ as });
    const bearers = {
      none: undefined,
      'no token': 'zork',
      'of its shape': `EAA${'b'.repeat(181)}`,
      'code of the dialog': (await app.browser.signIn()).searchParams.get('code') ?? '',
      'app, genuine': APP_TOKEN,
      'app, issued': issuedAppToken({ clientId: APP_ID, clientSecret: SECRET } as Client),
      'app, forged': `${APP_ID}|x`,
      'app, unknown': '1|x',
      'app, installed': `${OTHER}|${SECRET}`,
      live: await of('cleo'),
      short: await app.shortToken(),
      expired: await of('ben'),
      removed: await of('dora'),
      blocked: await of('unverified'),
      unconfirmed: await of('no-email'),
    };
    await app.world.tokens.expire({ value: bearers.expired });
    await app.world.grants.revoke({ person: 'dora' });
    await app.world.people.change('unverified', { status: 'disabled' });
    await app.world.people.change('no-email', { status: 'unconfirmed' });
    const plain = [];
    for (const [kind, token] of Object.entries(bearers)) {
      for (const path of PATHS.filter((each) => !each.startsWith('/v19.0'))) {
        for (const method of ['GET', 'POST', 'DELETE'].filter((each) => each !== 'DELETE' || kind !== 'live')) {
          const place = path.replace(':id', path.includes(':permission') ? 'me' : '1').replace(':permission', 'email');
          const reply = await app.graph(place, token, { method });
          const text = await reply.text();
          const isFacebooks = reply.status < 400 || (reply.status === 400 && text.includes('"fbtrace_id"'));
          if (!isFacebooks) plain.push(`${kind}: ${method} ${place}: ${reply.status} ${text}`);
        }
      }
    }
    expect(plain).toEqual([]);
  });

  it('with calls that are nearly right', async () => {
    const nearly = fc.record(
      {
        fields: fc.constantFrom('name', 'name,email,picture', 'picture.width(1e9)', 'nonsense', ' '),
        appsecret_proof: value,
        appsecret_time: fc.constantFrom('0', '-5', '99999999999999', 'x'),
        limit: fc.constantFrom('0', '1', '-1', '1e9', 'x'),
        after: fc.constantFrom('cG9zdDox', 'x', ''),
        message: value,
        input_token: value,
      },
      { requiredKeys: [] },
    );
    const paths = fc.constantFrom(
      '/me',
      '/me/feed',
      '/me/permissions',
      '/me/picture',
      '/debug_token',
      '/1',
      '/me/permissions/email',
    );
    const methods = fc.constantFrom('GET', 'POST');
    await fc.assert(
      fc.asyncProperty(nearly, paths, methods, fc.nat(8), async (made, path, method, which) => {
        const told = Object.entries(made).map(
          ([name, text]) => [name, typeof text === 'function' ? text() : text] as [string, string],
        );
        const query = new URLSearchParams([...told, ['access_token', known[which] ?? '']]);
        const init = method === 'GET' ? {} : { method, body: query };
        await expectFacebook(await lab.fetch(`${base}${path}${method === 'GET' ? `?${query}` : ''}`, init));
      }),
      { numRuns: 200 },
    );
  });
});
