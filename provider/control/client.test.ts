import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { LoginLabError, TrafficFinding, World } from '../model/index.ts';
import { serveEndlessly } from '../testing/test-endless-server.ts';
import { tokensFor } from '../testing/test-login.ts';
import { connectLab } from './client.ts';
import { openLab } from './test-asking.ts';

/** A server that is no lab. */
const stranger = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const finding = (exchanges: readonly string[]): TrafficFinding => ({
  rule: 'a-rule',
  title: 'A rule',
  level: 'MUST',
  message: 'is broken',
  fix: 'mend it',
  exchanges,
});

const failure = (promise: Promise<unknown>): Promise<LoginLabError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error) => error,
  );

test('any address of the lab leads to it', async () => {
  const { url } = (await openLab()).lab;
  for (const address of [url, `${url}/`, `${url}/google`, `${url}/_lab/worlds?x#y`, url.replace('localhost', '127.0.0.1')]) {
    const connected = await connectLab(address).catch((error: LoginLabError) => error);
    expect(connected).toMatchObject({
      personas: ['google', 'facebook', 'auth0', 'first-party'],
      default: { id: 'default', google: { address: `${url}/google` } },
    });
  }
});

test('a world opened is another one, and disposing closes it there', async () => {
  const { lab, ask } = await openLab();
  const connected = await connectLab(lab.url);
  const world = await connected.world();
  expect(world.google.address).toBe(`${lab.url}/@${world.id}/google`);
  expect((await ask('/_lab/worlds')).json).toEqual({ worlds: ['default', world.id] });
  await world[Symbol.asyncDispose]();
  expect((await ask('/_lab/worlds')).json).toEqual({ worlds: ['default'] });
});

test('a lab beyond loopback is connected to with its token, and with no other', async () => {
  const { lab } = await openLab({ host: '0.0.0.0' });
  const connected = await connectLab(lab.url, { token: lab.token });
  expect(await connected.default.clock.age('1d')).toMatchObject({ agedSeconds: 86_400 });
  for (const token of [undefined, 'guessed']) {
    const error = await failure(connectLab(lab.url, { token }));
    expect(error.code).toBe('usage');
    expect(error.message).toContain('LOGINLAB_TOKEN');
  }
});

test('disposing the default world leaves it open', async () => {
  const { url } = (await openLab()).lab;
  const connected = await connectLab(url);
  await connected.default[Symbol.asyncDispose]();
  expect(await connected.default.clock.read()).toMatchObject({ agedSeconds: 0 });
});

test('everything that a world tells arrives as it was', async () => {
  const { lab } = await openLab({ findings: (exchanges) => [finding(exchanges.map(({ id }) => id))] });
  const [here, there] = [lab.default, (await connectLab(lab.url)).default];
  await there.reset([{ key: 'zoe', hostedDomain: 'example.org' }]);
  await tokensFor(here, 'zoe', { cookie: '' }, { access_type: 'offline' });
  const told = (world: World) => [
    world.people.list(),
    world.tokens.list({ reveal: true }),
    world.tokens.list({ person: 'zoe', kind: 'code', state: 'dead', limit: 1 }),
    world.grants.list(),
    world.sessions.list({ persona: 'google' }),
    world.settings.describe(),
    world.google.keys(),
    world.wire.read({ after: 1, limit: 2, reveal: true }),
    world.wire.find('x1', { reveal: true }),
    world.wire.har({ reveal: true }),
    world.findings(),
    world.snapshot(),
  ];
  const [local, remote] = await Promise.all([here, there].map((world) => Promise.all(told(world))));
  expect(remote).toEqual(local);
  expect(remote?.filter((each) => JSON.stringify(each).length < 5)).toEqual([]);
});

test('an error of the world arrives with code, message and field', async () => {
  const { lab } = await openLab();
  const wrong = { 'google/no/such': false };
  const there = (await connectLab(lab.url)).default;
  const [remote, local] = [await failure(there.settings.change(wrong)), await failure(lab.default.settings.change(wrong))];
  expect({ ...remote, message: remote.message }).toEqual({ ...local, message: local.message });
  expect(remote.field).toBe('google/no/such');
});

test('a number that JSON cannot say is refused before it is sent', async () => {
  const { url } = (await openLab()).lab;
  const there = (await connectLab(url)).default;
  for (const lifetimeSeconds of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(await failure(there.tokens.short({ lifetimeSeconds }))).toMatchObject({ code: 'usage', field: 'lifetimeSeconds' });
  }
});

test('waiting for idle goes on until the lab says so', async () => {
  const answers = [false, false, true];
  const url = await stranger((request, response) => {
    const info = { lab: 'loginlab', personas: ['google'] };
    const world = { id: 'default', personas: { google: { address: 'http://localhost/google' } } };
    const body = request.url?.endsWith('/idle') ? { idle: answers.shift() } : request.url === '/_lab/' ? info : world;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await (await connectLab(url)).default.wire.idle();
  expect(answers).toEqual([]);
});

test('where nothing listens, one sentence says so and how to go on', async () => {
  const { lab } = await openLab();
  const { url } = lab;
  await lab.close();
  const error = await failure(connectLab(url));
  expect(error.code).toBe('lab-unreachable');
  expect(error.message.replaceAll(new URL(url).port, 'PORT')).toMatchInlineSnapshot(
    `"No lab answers at http://localhost:PORT (ECONNREFUSED). Start one with \`loginlab serve --port PORT\`, or use the address that it printed."`,
  );
});

test('a lab that is gone later is unreachable too', async () => {
  const { lab } = await openLab();
  const { default: world } = await connectLab(lab.url);
  await lab.close();
  expect((await failure(world.clock.read())).code).toBe('lab-unreachable');
});

test.each<[string, RequestListener]>([
  ['a web page', (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hello</h1>')],
  ['a 404', (_, response) => response.writeHead(404).end()],
  ['other JSON', (_, response) => response.setHeader('content-type', 'application/json').end('{"hello":"world"}')],
  ['a JSON error', (_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no"}')],
  ['broken JSON', (_, response) => response.setHeader('content-type', 'application/json').end('{')],
  ['a redirect', (_, response) => response.writeHead(302, { location: '/login' }).end()],
  ['a closed connection', (request) => request.socket.destroy()],
  [
    'half an answer',
    (request, response) => response.writeHead(200, { 'content-length': '99' }).write('{', () => request.socket.destroy()),
  ],
])('%s is no lab', async (_what, listener) => {
  const url = await stranger(listener);
  const error = await failure(connectLab(url));
  expect(error.code).toBe('lab-unreachable');
  expect(error.message).toContain(url);
  expect(error.message).toContain('loginlab serve');
});

test('an answer without end is no lab, and is not read to the end', async () => {
  await using page = await serveEndlessly({ headers: { 'content-type': 'text/plain' } });
  expect((await failure(connectLab(page.url))).message).toContain('/_lab/ answered 200 text/plain');
  expect(await page.left).toBeLessThan(64 * 1024 * 1024);
  await using json = await serveEndlessly();
  expect((await failure(connectLab(json.url))).message).toContain('/_lab/ answered 200 with more than 268435456 bytes');
  expect(await json.left).toBeLessThan(320 * 1024 * 1024);
});

test('a redirect to a lab is not followed', async () => {
  const { url } = (await openLab()).lab;
  const elsewhere = await stranger((request, response) => response.writeHead(307, { location: url + request.url }).end());
  expect((await failure(connectLab(elsewhere))).code).toBe('lab-unreachable');
});

test('what is no address is refused in words', async () => {
  for (const url of ['localhost:4400', '4400', '', 'ftp://localhost', 'file:///etc/passwd']) {
    expect(await failure(connectLab(url))).toMatchObject({ code: 'usage', field: 'url' });
  }
  expect((await failure(connectLab('localhost:4400'))).message).toMatchInlineSnapshot(
    `"The address of a lab must be an http URL such as "http://localhost:4400", found "localhost:4400"."`,
  );
});
