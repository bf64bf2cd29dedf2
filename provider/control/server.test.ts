import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lab, loadPersonas } from '../index.ts';
import { LoginLabError } from '../model/index.ts';
import { putMail } from '../testing/test-mail.ts';
import { openApiDocument } from './openapi.ts';
import { type ControlRoute, eventStream } from './route.ts';
import { CONTROL_ROUTES, type Operation } from './routes.ts';
import { createControl } from './server.ts';
import { AGE, BY_A_DAY, openLab } from './test-asking.ts';
import { TestStories } from './test-stories.ts';

const personas = await loadPersonas();

const WORLD = '/_lab/worlds/default';
const GOOGLE = `${WORLD}/personas/google`;

/** A lab with something of everything in its default world. */
const lived = async () => {
  const opened = await openLab({ findings: () => [], stories: new TestStories() });
  const { lab, ask } = opened;
  const world = lab.default;
  await world.google.register({ clientId: '1-a', clientSecret: 's' });
  await world.google.mint({ as: 'ana' });
  await world.clock.follow('shop');
  await world.faults.inject({ on: 'token', do: { drop: true } });
  await (await lab.fetch(`${world.google.address}/.well-known/openid-configuration`)).text();
  return { lab, ask };
};

type Place = readonly [path: string, body?: unknown];

/** One legal call of every operation. */
const LEGAL = {
  'lab.read': ['/_lab/'],
  'stories.list': ['/_lab/stories'],
  'stories.read': ['/_lab/stories/remember-me/play'],
  'stories.play': ['/_lab/stories/remember-me/play', {}],
  'stories.stop': ['/_lab/stories/remember-me/play'],
  'worlds.list': ['/_lab/worlds'],
  'worlds.open': ['/_lab/worlds', {}],
  'worlds.read': [WORLD],
  'worlds.close': async (lab) => [`/_lab/worlds/${(await lab.world()).id}`],
  'worlds.reset': [`${WORLD}/reset`, { people: [{ key: 'ana' }] }],
  'worlds.seed': [`${WORLD}/seed`, { people: [{ key: 'zoe' }], clients: { google: [{ clientId: '2-b' }] }, settings: {} }],
  'worlds.snapshot': [`${WORLD}/snapshot`],
  'worlds.restore': async (lab) => [`${WORLD}/snapshot`, await lab.default.snapshot()],
  'findings.read': [`${WORLD}/findings`],
  'people.list': [`${WORLD}/people`],
  'people.add': [`${WORLD}/people`, { key: 'zoe', picture: 'https://example.com/z.png', password: 'a' }],
  'people.change': [`${WORLD}/people/ana`, { name: 'Ana B.' }],
  'people.change-password': [`${WORLD}/people/ana/password`, { password: 'correct horse' }],
  'people.remove': [`${WORLD}/people/ana`],
  'clock.read': [`${WORLD}/clock`],
  'clock.advance': [`${WORLD}/clock/advance`, { by: '1d', unfollowed: 'short', lifetimeSeconds: 5 }],
  'clock.tomorrow': [`${WORLD}/clock/tomorrow`, {}],
  'clock.presets': [`${WORLD}/clock/presets`],
  'clock.age': [AGE, BY_A_DAY],
  'clock.next': [`${WORLD}/clock/next`, { client: 'shop', shiftedSeconds: 1 }],
  'clock.follow': [`${WORLD}/clock/follow`, { client: 'shop' }],
  'clock.shift': [`${WORLD}/clock/shift`, { by: '61m' }],
  'tokens.short': [`${WORLD}/tokens/short`, { lifetimeSeconds: 2 }],
  'tokens.expire': [`${WORLD}/tokens/expire`, { persona: 'google', kinds: ['code'] }],
  'tokens.revoke': async (lab) => [`${WORLD}/tokens/revoke`, { id: (await lab.default.tokens.list())[0]?.id }],
  'tokens.list': [`${WORLD}/tokens?person=ana&kind=refresh-token&state=live&limit=5&reveal=true`],
  'grants.list': [`${WORLD}/grants?persona=google`],
  'grants.revoke': [`${WORLD}/grants/revoke`, { person: 'ana', clientId: '1-a' }],
  'sessions.list': [`${WORLD}/sessions?person=ana`],
  'sessions.end': [`${WORLD}/sessions/end`, {}],
  'mailbox.deliver': [
    `${WORLD}/mailbox`,
    { to: 'ana@example.com', from: 'shop@app.example', subject: 'Hello', text: 'Hello.', html: '<p>Hello', via: 'smtp' },
  ],
  'mailbox.list': [`${WORLD}/mailbox?to=ana@example.com&limit=5`],
  'mailbox.wait': [`${WORLD}/mailbox/wait?to=nobody@example.com&after=none&timeoutSeconds=0.01`],
  'mailbox.find': async (lab) => {
    await putMail(lab.default, { id: 'm1', html: '<p>Hello', persona: 'google', person: 'ana' });
    return [`${WORLD}/mailbox/messages/m1`];
  },
  'mailbox.remove': async (lab) => {
    await putMail(lab.default, { id: 'm2' });
    return [`${WORLD}/mailbox/messages/m2`];
  },
  'mailbox.clear': [`${WORLD}/mailbox`],
  'apis.list': [`${WORLD}/apis`],
  'apis.put': [`${WORLD}/apis/orders`, { url: 'http://127.0.0.1:5000' }],
  'apis.remove': async (lab) => [`${WORLD}/apis/${(await lab.default.apis.put({ name: 'a', url: 'http://127.0.0.1:1' })).name}`],
  'faults.inject': [`${WORLD}/faults`, { on: 'token', times: 1, do: { status: 503, body: { error: 'x' } } }],
  'faults.list': [`${WORLD}/faults`],
  'faults.clear': async (lab) => [`${WORLD}/faults/${(await lab.default.faults.list())[0]?.id}`],
  'faults.clear-all': [`${WORLD}/faults`],
  'settings.read': [`${WORLD}/settings`],
  'settings.describe': [`${WORLD}/settings/described`],
  'settings.change': [`${WORLD}/settings`, { 'google/refresh/first-consent-only': 'off' }],
  'designs.list': [`${WORLD}/designs`],
  'designs.use': [`${WORLD}/designs/use`, { design: 'sessions' }],
  'clients.list': [`${GOOGLE}/clients`],
  'clients.register': [`${GOOGLE}/clients`, { clientId: '3-c', clientSecret: 's', kind: 'spa' }],
  'clients.change': [`${GOOGLE}/clients/1-a`, { name: 'Another' }],
  'clients.remove': [`${GOOGLE}/clients/1-a`],
  'tokens.mint': [`${GOOGLE}/tokens`, { as: 'ana' }],
  'keys.list': [`${GOOGLE}/keys`],
  'keys.rotate': [`${GOOGLE}/keys/rotate`, {}],
  'wire.read': [`${WORLD}/wire?after=0&limit=5&reveal=true`],
  'wire.idle': [`${WORLD}/wire/idle`],
  'wire.har': [`${WORLD}/wire/har?reveal=true`],
  'wire.find': [`${WORLD}/wire/x1?reveal=false`],
} as const satisfies Record<Exclude<Operation, 'wire.events'>, Place | ((lab: Lab) => Promise<Place>)>;

const OPERATIONS = Object.keys(LEGAL) as (keyof typeof LEGAL)[];

describe('every operation', () => {
  test.each(OPERATIONS)('%s answers what its schema says', async (operation) => {
    const { lab, ask } = await lived();
    const place: Place | ((lab: Lab) => Promise<Place>) = LEGAL[operation];
    const [path, body] = typeof place === 'function' ? await place(lab) : place;
    const { method, reply }: ControlRoute = CONTROL_ROUTES[operation];
    const { status, json } = await ask(path, { method, body });
    expect({ status, json }).toEqual({ status: json === undefined ? 204 : 200, json });
    expect(reply.safeParse(json)).toMatchObject({ success: true });
  });

  test('stands in the OpenAPI document, with its body as schema', async () => {
    const { json } = await (await openLab()).ask('/_lab/openapi.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(openApiDocument(personas))));
    const operations = Object.values<Record<string, { operationId: string }>>(json.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(CONTROL_ROUTES).toSorted());
    const inject = json.paths['/_lab/worlds/{world}/faults'].post;
    expect(inject.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/FaultInput' });
    expect(json.components.schemas.FaultInput).toMatchObject({ required: ['on', 'do'], additionalProperties: false });
    expect(json.components.schemas.Fault.required).toEqual(['on', 'at', 'skip', 'do']);
    expect(inject.parameters).toEqual([{ name: 'world', in: 'path', required: true, schema: { type: 'string' } }]);
  });

  test('is described by a document that is OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument(personas))));
    expect(result).toEqual({ valid: true });
  });

  test('refers to schemas that are there, and keeps none that nobody refers to', () => {
    const text = JSON.stringify(openApiDocument(personas));
    const { schemas } = openApiDocument(personas).components as { schemas: object };
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(referred)].toSorted()).toEqual(Object.keys(schemas).toSorted());
    expect(text).not.toContain('readOnly');
  });

  test('answers JSON, but for the one that streams', () => {
    const streams = Object.entries<ControlRoute>(CONTROL_ROUTES).filter(([, { reply }]) => reply === eventStream);
    expect(streams.map(([operation]) => operation)).toEqual(['wire.events']);
  });
});

describe('answers', () => {
  test.each([
    [{ email: 'zoe@example.com' }, 'The body is invalid: key: expected string; found nothing'],
    [{ key: 'zoe', email: 5 }, 'The body is invalid: email: expected string; found 5'],
  ])('say what was expected and what was found: %j', async (body, detail) => {
    const { json } = await (await openLab()).ask('/_lab/worlds/default/people', { body });
    expect(json).toMatchObject({ detail, pointer: `#/${Object.keys(body).length === 1 ? 'key' : 'email'}` });
  });

  test('explain a wrong value in words', async () => {
    const { json } = await (await openLab()).ask('/_lab/worlds/default/faults', { body: { on: 'tokn', do: { drop: true } } });
    expect(json).toMatchInlineSnapshot(`
      {
        "detail": "The body is invalid: on: Invalid option: expected one of "authorize"|"sign-in"|"consent"|"error-page"|"token"|"userinfo"|"tokeninfo"|"jwks"|"discovery"|"revoke"|"logout"|"debug-token"|"token-info"|"client-code"|"login-success"|"deauthorize-callback"|"data-deletion-callback"|"sign-up"|"reset-password"|"email-verification"|"database-sign-up"|"change-password"|"management"|"backchannel-logout"|"home"|"users.create"|"validation.resend"|"validation.open"|"validation.confirm"|"login.session"|"logout.session"|"tokens.create"|"tokens.delete"|"tokens.delete-all"|"keys.create"|"keys.list"|"keys.delete"|"rolling.start"|"rolling.end"|"api:discovery.rest"|"api:drive.about.get"|"api:drive.files.list"|"api:drive.files.get"|"api:drive.files.create"|"api:drive.files.update"|"api:drive.files.delete"|"api:drive.files.export"|"api:graph.batch"|"api:graph.me.get"|"api:graph.node.get"|"api:graph.permissions.list"|"api:graph.permissions.delete"|"api:graph.picture.get"|"api:graph.feed.list"|"api:graph.feed.create"|"api:users.me.get"|"api:users.me.update"|"api:users.me.delete"|"api:presence.get"|"api:presence.set"|"api:random.get"|"api:invitations.list"|"api:own"|"mail-scanner"|"unknown"; found "tokn"; did you mean "token"?",
        "pointer": "#/on",
        "status": 422,
        "title": "A value is wrong",
        "type": "urn:loginlab:problem:usage",
      }
    `);
  });

  test('name the world that is not there', async () => {
    const { status, json } = await (await openLab()).ask('/_lab/worlds/k3f9/clock');
    expect(status).toBe(404);
    expect(json).toMatchInlineSnapshot(`
      {
        "detail": "World "k3f9" is not open here: it was closed, closed after an hour without use, or never opened. GET /_lab/worlds lists the open ones, POST /_lab/worlds opens one.",
        "status": 404,
        "title": "No such world",
        "type": "urn:loginlab:problem:world-gone",
      }
    `);
  });

  test('name the nearest persona', async () => {
    const { status, json } = await (await openLab()).ask('/_lab/worlds/default/personas/gogle/clients');
    expect({ status, detail: json.detail }).toMatchInlineSnapshot(`
      {
        "detail": "Unknown persona "gogle"; this lab has google, facebook, auth0, first-party; did you mean "google"?",
        "status": 404,
      }
    `);
  });

  test.each(['limit=0', 'limit=10001', 'limit=ten', 'after=-1', 'after=1e3', 'reveal=yes', 'reveal=', 'since=5'])(
    'name the wrong parameter of ?%s',
    async (query) => {
      const { status, json } = await (await openLab()).ask(`/_lab/worlds/default/wire?${query}`);
      expect({ status, parameter: json.parameter, pointer: json.pointer }).toEqual({
        status: 422,
        parameter: query.split('=')[0],
      });
    },
  );

  test('tell which methods an address knows', async () => {
    const { status, headers } = await (await openLab()).ask('/_lab/worlds/default/faults', { method: 'PUT' });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, POST, DELETE' });
  });

  test.each(['/_lab/nothing', '/_lab/worlds/default/clock/age/more', '/_lab/WORLDS', '/_lab/%2e%2e/google', '/_lab//worlds'])(
    '%s is no address',
    async (path) => {
      expect((await (await openLab()).ask(path)).status).toBe(404);
    },
  );

  test('a segment that is not UTF-8 is refused', async () => {
    expect((await (await openLab()).ask('/_lab/worlds/%ff/clock')).status).toBe(422);
  });

  test('a fault that an address names and that is not there is 404', async () => {
    const { status, json } = await (await openLab()).ask('/_lab/worlds/default/faults/f999', { method: 'DELETE' });
    expect({ status, type: json.type, pointer: json.pointer }).toEqual({ status: 404, type: 'urn:loginlab:problem:unknown-id' });
  });

  test('the default world is not closed', async () => {
    const { ask } = await openLab();
    expect((await ask(WORLD, { method: 'DELETE' })).status).toBe(422);
    expect((await ask(WORLD)).status).toBe(200);
  });

  test('a closed world is gone', async () => {
    const { ask } = await openLab();
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
    const told: unknown[] = [];
    const control = createControl({
      personas: ['google'],
      registrars: [],
      open: () => Promise.reject(error),
      find: () => Promise.reject(error),
      list: async () => [],
      close: async () => undefined,
      info: () => ({}),
      failed: (failure) => void told.push(failure),
    });
    const url = new URL('http://localhost:4400/_lab/worlds/default/clock');
    const reply = await control({ method: 'GET', url, headers: { host: url.host }, body: new Uint8Array() }, { port: 4400 });
    expect(told).toEqual(error instanceof LoginLabError ? [] : [error]);
    expect(reply).toMatchObject({ status, body: expect.stringContaining('why') });
  });

  test('whatever comes in, the answer is JSON of the control API', async () => {
    const { ask } = await openLab();
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
