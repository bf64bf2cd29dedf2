import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoginLabError } from '../model/index.ts';
import { openApiDocument } from './openapi.ts';
import type { ControlRoute } from './route.ts';
import { CONTROL_ROUTES, type Operation } from './routes.ts';
import { AGE, asking, BY_A_DAY, lab } from './testing/asking.ts';
import { FAKE_BEHAVIOURS } from './testing/fake-world.ts';

/** One legal call of every operation. */
const LEGAL = {
  'lab.read': ['/_lab/'],
  'worlds.list': ['/_lab/worlds'],
  'worlds.open': ['/_lab/worlds', {}],
  'worlds.read': ['/_lab/worlds/default'],
  'worlds.close': ['/_lab/worlds/w1'],
  'worlds.reset': ['/_lab/worlds/default/reset', { people: [{ key: 'ana' }] }],
  'people.list': ['/_lab/worlds/default/people'],
  'people.add': ['/_lab/worlds/default/people', { key: 'zoe', picture: 'https://example.com/z.png' }],
  'people.change': ['/_lab/worlds/default/people/ana', { name: 'Ana B.' }],
  'people.change-password': ['/_lab/worlds/default/people/ana/password', {}],
  'clock.read': ['/_lab/worlds/default/clock'],
  'clock.age': [AGE, BY_A_DAY],
  'clock.follow': ['/_lab/worlds/default/clock/follow', { client: 'shop' }],
  'clock.shift': ['/_lab/worlds/default/clock/shift', { by: '61m' }],
  'tokens.short': ['/_lab/worlds/default/tokens/short', { lifetimeSeconds: 2 }],
  'tokens.expire': ['/_lab/worlds/default/tokens/expire', { persona: 'google', kinds: ['code'] }],
  'grants.revoke': ['/_lab/worlds/default/grants/revoke', { person: 'ana' }],
  'sessions.end': ['/_lab/worlds/default/sessions/end', {}],
  'faults.inject': ['/_lab/worlds/default/faults', { on: 'token', times: 1, do: { status: 503, body: { error: 'x' } } }],
  'faults.list': ['/_lab/worlds/default/faults'],
  'faults.clear': ['/_lab/worlds/default/faults/f1'],
  'faults.clear-all': ['/_lab/worlds/default/faults'],
  'settings.read': ['/_lab/worlds/default/settings'],
  'settings.change': ['/_lab/worlds/default/settings', { [FAKE_BEHAVIOURS[0] ?? '']: 'off' }],
  'clients.list': ['/_lab/worlds/default/personas/google/clients'],
  'clients.register': ['/_lab/worlds/default/personas/google/clients', { clientId: '1-a', clientSecret: 's', kind: 'spa' }],
  'tokens.mint': ['/_lab/worlds/default/personas/google/tokens', { as: 'ana' }],
  'keys.rotate': ['/_lab/worlds/default/personas/google/keys/rotate', {}],
  'wire.read': ['/_lab/worlds/default/wire?after=0&limit=5&reveal=true'],
  'wire.idle': ['/_lab/worlds/default/wire/idle'],
  'wire.find': ['/_lab/worlds/default/wire/x1?reveal=false'],
} as const satisfies Record<Operation, readonly [string, unknown?]>;

describe('every operation', () => {
  test.each(Object.keys(LEGAL) as Operation[])('%s answers what its schema says', async (operation) => {
    const { worlds, ask } = lab();
    const world = await worlds.open();
    const home = await worlds.find('default');
    await home?.reset();
    worlds.at('default')?.saw('/google');
    await home?.clock.follow('shop');
    await home?.faults.inject({ on: 'token', do: { drop: true } });
    expect(world.id).toBe('w1');

    const { method, reply }: ControlRoute = CONTROL_ROUTES[operation];
    const [path, body]: readonly [string, unknown?] = LEGAL[operation];
    const { status, json } = await ask(path.replace('/f1', `/${(await home?.faults.list())?.[0]?.id}`), { method, body });
    expect({ status, json }).toEqual({ status: json === undefined ? 204 : 200, json });
    expect(reply.safeParse(json)).toMatchObject({ success: true });
  });

  test('stands in the OpenAPI document, with its body as schema', async () => {
    const { json } = await lab().ask('/_lab/openapi.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    const operations = Object.values<Record<string, { operationId: string }>>(json.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(CONTROL_ROUTES).toSorted());
    const inject = json.paths['/_lab/worlds/{world}/faults'].post;
    expect(inject.requestBody.content['application/json'].schema).toMatchObject({
      required: ['on', 'do'],
      additionalProperties: false,
    });
    expect(inject.parameters).toEqual([{ name: 'world', in: 'path', required: true, schema: { type: 'string' } }]);
  });
});

describe('answers', () => {
  test('explain a wrong value in words', async () => {
    const { json } = await lab().ask('/_lab/worlds/default/faults', { body: { on: 'tokn', do: { drop: true } } });
    expect(json).toMatchInlineSnapshot(`
      {
        "detail": "The body does not fit: on: Invalid option: expected one of "authorize"|"sign-in"|"consent"|"error-page"|"token"|"userinfo"|"tokeninfo"|"jwks"|"discovery"|"revoke"|"logout"|"debug-token"|"token-info"|"client-code"|"login-success"|"deauthorize-callback"|"data-deletion-callback"|"api:drive.about.get"|"api:drive.files.list"|"api:drive.files.get"|"api:drive.files.create"|"api:drive.files.update"|"api:drive.files.delete"|"api:drive.files.export"|"api:graph.me.get"|"api:graph.node.get"|"api:graph.permissions.list"|"api:graph.permissions.delete"|"api:graph.picture.get"|"api:graph.feed.list"|"api:graph.feed.create"|"unknown"; found "tokn"; did you mean "token"?",
        "pointer": "#/on",
        "status": 422,
        "title": "A value is wrong",
        "type": "urn:loginlab:problem:usage",
      }
    `);
  });

  test('name the world that is not there', async () => {
    const { status, json } = await lab().ask('/_lab/worlds/k3f9/clock');
    expect(status).toBe(404);
    expect(json).toMatchInlineSnapshot(`
      {
        "detail": "World "k3f9" was asked for and is not open here: it was closed, dropped after an hour without use, or never was. GET /_lab/worlds lists the open ones, POST /_lab/worlds opens one.",
        "status": 404,
        "title": "No such world",
        "type": "urn:loginlab:problem:world-gone",
      }
    `);
  });

  test('name the nearest persona', async () => {
    const { status, json } = await lab().ask('/_lab/worlds/default/personas/gogle/clients');
    expect({ status, detail: json.detail }).toMatchInlineSnapshot(`
      {
        "detail": ""gogle" is no persona of this lab, which has google; did you mean "google"?",
        "status": 404,
      }
    `);
  });

  test.each(['limit=0', 'limit=10001', 'limit=ten', 'after=-1', 'after=1e3', 'reveal=yes', 'reveal=', 'since=5'])(
    'name the wrong parameter of ?%s',
    async (query) => {
      const { status, json } = await lab().ask(`/_lab/worlds/default/wire?${query}`);
      expect({ status, parameter: json.parameter, pointer: json.pointer }).toEqual({
        status: 422,
        parameter: query.split('=')[0],
      });
    },
  );

  test('tell which methods an address knows', async () => {
    const { status, headers } = await lab().ask('/_lab/worlds/default/faults', { method: 'PUT' });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, POST, DELETE' });
  });

  test.each(['/_lab/nothing', '/_lab/worlds/default/clock/age/more', '/_lab/WORLDS', '/_lab/%2e%2e/google', '/_lab//worlds'])(
    '%s is no address',
    async (path) => {
      expect((await lab().ask(path)).status).toBe(404);
    },
  );

  test('a segment that is not UTF-8 is refused', async () => {
    expect((await lab().ask('/_lab/worlds/%ff/clock')).status).toBe(422);
  });

  test('a fault that an address names and that is not there is 404', async () => {
    const { status, json } = await lab().ask('/_lab/worlds/default/faults/f999', { method: 'DELETE' });
    expect({ status, type: json.type, pointer: json.pointer }).toEqual({ status: 404, type: 'urn:loginlab:problem:unknown-id' });
  });

  test('the default world is not closed', async () => {
    const { worlds, ask } = lab();
    expect((await ask('/_lab/worlds/default', { method: 'DELETE' })).status).toBe(422);
    expect(await worlds.find('default')).toBeDefined();
  });

  test('a closed world is gone', async () => {
    const { ask } = lab();
    const { json } = await ask('/_lab/worlds', { body: {} });
    expect((await ask(`/_lab/worlds/${json.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(`/_lab/worlds/${json.id}`)).json.type).toBe('urn:loginlab:problem:world-gone');
  });

  test.each([
    [new LoginLabError('clock-not-held', 'why'), 409],
    [new LoginLabError('unsupported', 'why'), 501],
    [new LoginLabError('internal', 'why'), 500],
    [new TypeError('why'), 500],
    ['why', 500],
  ])('an error of the world is answered with its reason: %s', async (error, status) => {
    const { worlds } = lab();
    const told: unknown[] = [];
    const ask = asking({ ...worlds, find: () => Promise.reject(error), failed: (failure) => void told.push(failure) });
    const reply = await ask('/_lab/worlds/default/clock');
    expect(told).toEqual(error instanceof LoginLabError ? [] : [error]);
    expect(reply.status).toBe(status);
    expect(reply.json.detail).toContain('why');
  });

  test('whatever comes in, the answer is JSON of the control API', async () => {
    const { ask } = lab();
    const request = fc.record({
      path: fc.webPath().map((path) => `/_lab${path}`),
      method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'HEAD', 'PUT'),
      body: fc.oneof(fc.json(), fc.string(), fc.uint8Array()),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ path, ...rest }) => {
        const { status } = await ask(path, rest);
        expect(status).toBeLessThan(500);
      }),
    );
  });
});
