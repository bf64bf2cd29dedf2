import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { LoginLabError } from '../model/index.ts';
import { connectLab } from './client.ts';
import { listen } from './testing/listener.ts';

const lab = async () => {
  const listener = await listen();
  onTestFinished(listener.close);
  return listener;
};

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

const failure = (promise: Promise<unknown>): Promise<LoginLabError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error) => error,
  );

test('any address of the lab leads to it', async () => {
  const { url } = await lab();
  for (const address of [url, `${url}/`, `${url}/google`, `${url}/_lab/worlds?x#y`, url.replace('localhost', '127.0.0.1')]) {
    const connected = await connectLab(address).catch((error: LoginLabError) => error);
    expect(connected).toMatchObject({ personas: ['google'], default: { id: 'default', google: { address: `${url}/google` } } });
  }
});

test('a world opened is another one, and disposing closes it there', async () => {
  const { url, worlds } = await lab();
  const connected = await connectLab(url);
  const world = await connected.world();
  expect(world.google.address).toBe(`${url}/@${world.id}/google`);
  expect(await worlds.list()).toEqual(['default', world.id]);
  await world[Symbol.asyncDispose]();
  expect(await worlds.list()).toEqual(['default']);
});

test('disposing the default world leaves it open', async () => {
  const { url } = await lab();
  const connected = await connectLab(url);
  await connected.default[Symbol.asyncDispose]();
  expect(await connected.default.clock.read()).toMatchObject({ agedSeconds: 0 });
});

test('everything that a world tells arrives as it was', async () => {
  const { url, worlds } = await lab();
  const here = worlds.at('default');
  here?.saw('/google/token');
  const there = (await connectLab(url)).default;
  await there.reset([{ key: 'zoe', hostedDomain: 'example.org' }]);
  expect(await there.people.list()).toEqual(await here?.world.people.list());
  expect(await there.wire.read({ after: 0, limit: 5, reveal: true })).toEqual(await here?.world.wire.read());
  expect(await there.wire.find('x1', { reveal: true })).toEqual(await here?.world.wire.find('x1'));
});

test('what is asked reaches the world', async () => {
  const { url, worlds } = await lab();
  const asked: unknown[] = [];
  const { world } = worlds.at('default') ?? expect.fail('no default world');
  const { read, find } = world.wire;
  Object.assign(world.wire, {
    read: (...args: unknown[]) => asked.push(...args) && read(),
    find: (...args: unknown[]) => asked.push(...args) && find('x9'),
  });
  Object.assign(world.tokens, { expire: async (which: unknown) => asked.push(which) });
  const which = { persona: 'google', person: 'zoe', clientId: '1-a', kinds: ['code'], value: 'secret' } as const;
  const there = (await connectLab(url)).default;
  expect(await there.tokens.expire(which)).toBe(1);
  await there.wire.read();
  await there.wire.read({ after: 3, limit: 2, reveal: false });
  await there.wire.find('x9', { reveal: true });
  expect(asked).toEqual([which, {}, { after: 3, limit: 2, reveal: false }, 'x9', { reveal: true }]);
});

test('an error of the world arrives with code, message and field', async () => {
  const { url, worlds } = await lab();
  const there = (await connectLab(url)).default;
  const here = worlds.at('default')?.world;
  const wrong = { 'google/no/such': false };
  const [remote, local] = [
    await failure(there.settings.change(wrong)),
    await failure(here?.settings.change(wrong) ?? Promise.resolve()),
  ];
  expect({ ...remote, message: remote.message }).toEqual({ ...local, message: local.message });
  expect(remote.field).toBe('google/no/such');
});

test('a number that JSON cannot say is refused before it is sent', async () => {
  const { url } = await lab();
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
  const { url, close } = await listen();
  await close();
  const error = await failure(connectLab(url));
  expect(error.code).toBe('lab-unreachable');
  expect(error.message.replaceAll(new URL(url).port, 'PORT')).toMatchInlineSnapshot(
    `"No lab answers at http://localhost:PORT (ECONNREFUSED): start one with \`loginlab serve --port PORT\`, or give the address that it printed."`,
  );
});

test('a lab that is gone later is unreachable too', async () => {
  const { url, close } = await listen();
  const { default: world } = await connectLab(url);
  await close();
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

test('a redirect to a lab is not followed', async () => {
  const { url } = await lab();
  const elsewhere = await stranger((request, response) => response.writeHead(307, { location: url + request.url }).end());
  expect((await failure(connectLab(elsewhere))).code).toBe('lab-unreachable');
});

test('what is no address is refused in words', async () => {
  for (const url of ['localhost:4400', '4400', '', 'ftp://localhost', 'file:///etc/passwd']) {
    expect(await failure(connectLab(url))).toMatchObject({ code: 'usage', field: 'url' });
  }
  expect((await failure(connectLab('localhost:4400'))).message).toMatchInlineSnapshot(
    `"Connecting to a lab needs its http address, such as "http://localhost:4400"; "localhost:4400" was given."`,
  );
});
