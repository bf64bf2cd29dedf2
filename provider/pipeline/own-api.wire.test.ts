import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import { gapOf, OWN_API_SILENT, OWN_API_TOKEN, type World } from '../model/index.ts';

const AUDIENCE = 'https://orders.example/';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['auth0', 'google'] });
});
afterAll(() => lab.close());

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A world with an API behind it, and a client that may get tokens for it. */
const open = async (answer: Answer = (_, response) => response.end('{}')) => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await lab.world();
  const { address } = await world.apis.put({ name: 'orders', url });
  await world.auth0.register({ clientId: 'shop', redirectUris: [], apis: [{ identifier: AUDIENCE }] });
  return { world, url, address, server };
};

const mint = async (world: World): Promise<string> => {
  const { access_token } = await world.auth0.mint({
    as: 'ana',
    clientId: 'shop',
    resource: AUDIENCE,
    scope: 'openid read:orders',
  });
  return access_token;
};

const call = (address: string, token: string, init: RequestInit = {}): Promise<Response> =>
  lab.fetch(`${address}/list`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

const lastOf = async (world: World, reveal = false) => (await world.wire.read({ reveal })).exchanges.at(-1);

test('a call is passed on as it is sent, and its answer comes back as the API gave it', async () => {
  const seen: IncomingMessage[] = [];
  const { address } = await open((request, response) => {
    seen.push(request);
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.writeHead(201, { 'X-Own': 'yes', 'Content-Type': 'text/plain' }).end(`got ${body}`));
  });
  const reply = await lab.fetch(`${address}/orders?a=%20b`, { method: 'POST', body: 'one', headers: { 'x-mine': '1' } });
  expect([reply.status, reply.headers.get('x-own'), await reply.text()]).toEqual([201, 'yes', 'got one']);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/orders?a=%20b', headers: { 'x-mine': '1' } });
  expect(seen[0]?.headers.host).toMatch(/^127\.0\.0\.1:/);
});

test('a redirect of the API to itself stays behind the lab', async () => {
  const api = await open((request, response) =>
    response.writeHead(302, { Location: `http://${request.headers.host}/elsewhere` }).end(),
  );
  const reply = await lab.fetch(`${api.address}/here`, { redirect: 'manual' });
  expect(reply.headers.get('location')).toBe(`${api.address}/elsewhere`);
});

test('the log says whose token it was, and hides it', async () => {
  const { world, address } = await open();
  const token = await mint(world);
  await call(address, token);
  expect(await lastOf(world, true)).toMatchObject({ endpoint: 'api:own', client: 'shop', person: 'ana' });
  const hidden = JSON.stringify(await lastOf(world));
  expect(hidden).not.toContain(token);
  expect(hidden).toContain('access-token#');
});

test('a token that the lab knows to be over is refused in front of the API, with the reason', async () => {
  const { world, address } = await open();
  const token = await mint(world);
  expect((await call(address, token)).status).toBe(200);
  await world.clock.age('2d');
  const aged = await call(address, token, { headers: { origin: 'http://127.0.0.1:9' } });
  expect([aged.status, aged.headers.get('www-authenticate'), aged.headers.get('access-control-allow-origin')]).toEqual([
    401,
    'Bearer error="invalid_token", error_description="The access token expired"',
    'http://127.0.0.1:9',
  ]);
  expect((await lastOf(world))?.because).toMatchObject([{ id: OWN_API_TOKEN }]);
});

test('a token from before a reset makes the call stale', async () => {
  const { world, address } = await open();
  const token = await mint(world);
  await world.reset();
  await call(address, token);
  expect(await lastOf(world)).toMatchObject({ stale: true });
});

test('a token that no persona issued is the business of the API', async () => {
  const { world, address } = await open((_, response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end());
  expect((await call(address, 'made-up')).status).toBe(401);
  expect((await lastOf(world))?.because).toEqual([]);
});

test.each([
  ['before it', 'request', 0],
  ['after it', 'reply', 1],
] as const)('an answer is lost %s was asked', async (_, at, asked) => {
  let count = 0;
  const { world, address } = await open((_request, response) => {
    count += 1;
    response.end();
  });
  await world.faults.inject({ on: 'api:own', at, do: { drop: true } });
  await expect(lab.fetch(address)).rejects.toThrow('fetch failed');
  expect(count).toBe(asked);
  expect((await lastOf(world))?.response).toBeUndefined();
});

test('a fault concerns the calls of one client, and of a token without a scope', async () => {
  const { world, address } = await open();
  const token = await mint(world);
  await world.faults.inject({ on: 'api:own', where: { app: 'another' }, do: { status: 403 } });
  await world.faults.inject({
    on: 'api:own',
    where: { app: 'shop', withoutScope: 'write:orders' },
    times: 1,
    do: { status: 403 },
  });
  const statuses = [(await call(address, token)).status, (await call(address, token)).status];
  expect(statuses).toEqual([403, 200]);
});

test('a preflight is passed on, strikes no fault and is no call', async () => {
  const { world, address } = await open((_, response) => response.writeHead(204, { 'Access-Control-Allow-Origin': '*' }).end());
  await world.faults.inject({ on: 'api:own', do: { status: 500 } });
  const headers = { origin: 'http://127.0.0.1:9', 'access-control-request-method': 'GET' };
  expect((await lab.fetch(address, { method: 'OPTIONS', headers })).status).toBe(204);
  expect(await lastOf(world)).toMatchObject({ endpoint: 'unknown' });
});

test('an API that gives no answer is named, and nobody is judged by that', async () => {
  const { world, address, server } = await open((request) => request.socket.destroy());
  expect((await lab.fetch(address)).status).toBe(502);
  server.close();
  const reply = await lab.fetch(address);
  expect(await reply.text()).toMatch(/The API "orders" at http:\/\/127\.0\.0\.1:\d+ gave no answer: ECONNREFUSED\. Start it/);
  const last = await lastOf(world);
  expect(last?.because).toMatchObject([{ id: OWN_API_SILENT }]);
  expect(gapOf(last ?? { because: [] })).toContain('gave no answer');
});

test('an answer without end is not read to its end', async () => {
  const chunk = Buffer.alloc(1024 * 1024);
  const { address } = await open((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  expect(await (await lab.fetch(address)).text()).toContain('longer than 12 MiB');
});

test('an unknown API is a 404 that names those of the world', async () => {
  const { address } = await open();
  const reply = await lab.fetch(address.replace('/orders', '/ordres'));
  expect([reply.status, await reply.text()]).toEqual([404, expect.stringContaining('has no API "ordres"; it has "orders"')]);
});
