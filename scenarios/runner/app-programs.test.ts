import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createLab, type Lab } from '../../provider/index.ts';
import { type App, type AppInput, appSchema, type EnvValues } from '../model/index.ts';
import { AppInstance } from './app-instance.ts';
import { isListening } from './free-port.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

/** Counts in memory and in a file, and asks its API. */
const APP = `
const { createServer } = require('node:http');
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { PORT, FILE, API } = process.env;
if (existsSync(FILE + '.refuses')) process.exit(4);
let count = 0;
createServer(async (request, response) => {
  if (request.url === '/') return response.end();
  if (request.url === '/die') process.exit(3);
  if (request.url === '/refuse') writeFileSync(FILE + '.refuses', '');
  if (request.url === '/api') return response.end(await (await fetch(API + '/list')).text());
  count += 1;
  appendFileSync(FILE, 'x', { mode: 0o600 });
  response.end(JSON.stringify({ port: PORT, pid: process.pid, count, kept: readFileSync(FILE, 'utf8').length, host: request.headers.host }));
}).listen(PORT, '127.0.0.1');
`;
const API = `require('node:http').createServer((q, r) => r.end('api ' + q.url)).listen(process.env.PORT, '127.0.0.1')`;

interface Answer {
  readonly port: string;
  readonly pid: number;
  readonly count: number;
  readonly kept: number;
  readonly host: string;
}

const appWith = (more: Partial<AppInput> = {}): App =>
  appSchema.parse({
    id: 'counter',
    command: 'node -e "$APP"',
    url: 'http://127.0.0.1:{port}',
    personas: ['auth0'],
    connect: 'url',
    env: ({ apis }: EnvValues) => ({ APP, API_PROGRAM: API, FILE: '{store}/count', API: apis.orders?.address ?? '' }),
    apis: [
      { as: 'orders', url: 'http://127.0.0.1:{port2}', command: 'node -e "$API_PROGRAM"', audience: 'https://orders.example/' },
    ],
    verbs: { restart: true, storage: { file: '{store}/count' } },
    ...more,
  });

const open = async (app: App): Promise<AppInstance> => {
  const signal = new AbortController().signal;
  const instance = await AppInstance.open({ id: 's1', lab, app, configDir: tmpdir(), extraEnv: {}, signal, onEvent: () => {} });
  onTestFinished(() => instance.close());
  await instance.up();
  return instance;
};

const ask = async ({ url }: AppInstance, path = '/count'): Promise<Answer> =>
  (await (await fetch(new URL(path, url))).json()) as Answer;

test('copies answer in turn behind one address, and share the store of the app', async () => {
  const instance = await open(appWith({ instances: 2 }));
  const answers = [await ask(instance), await ask(instance), await ask(instance), await ask(instance)];
  expect(answers.map(({ count }) => count)).toEqual([1, 1, 2, 2]);
  expect(answers.map(({ kept }) => kept)).toEqual([1, 2, 3, 4]);
  expect(new Set(answers.map(({ port }) => port)).size).toBe(2);
  expect(new Set(answers.map(({ host }) => host))).toEqual(new Set([instance.url.host]));
});

test('a restart ends every copy and starts it at the same port with the same store; the API goes on', async () => {
  const instance = await open(appWith({ instances: 2 }));
  const before = [await ask(instance), await ask(instance)];
  await instance.restart();
  const after = [await ask(instance), await ask(instance)];
  expect(after.map(({ count, kept }) => [count, kept])).toEqual([
    [1, 3],
    [1, 4],
  ]);
  expect(after.map(({ port }) => port).toSorted()).toEqual(before.map(({ port }) => port).toSorted());
  expect(after.some(({ pid }) => before.some((earlier) => earlier.pid === pid))).toBe(false);
  expect(await (await fetch(new URL('/api', instance.url))).text()).toBe('api /list');
  expect(await instance.death(false)).toBeUndefined();
});

test('an app that did not come up again after a restart is whole again after the next one', async () => {
  const instance = await open(appWith());
  await ask(instance, '/refuse');
  await expect(instance.restart()).rejects.toThrow('exited with code 4');
  expect(await instance.death(false)).toContain('could not be started again');
  rmSync(`${instance.fill('{store}')}/count.refuses`);
  await instance.restart();
  expect(await instance.death(false)).toBeUndefined();
  expect((await ask(instance)).count).toBe(1);
});

test('the exit of one copy is the end of the app, and the next start brings all back', async () => {
  const instance = await open(appWith({ instances: 2 }));
  await expect(fetch(new URL('/die', instance.url))).rejects.toThrow();
  expect(await instance.death(true)).toContain('the app exited with code 3 (copy 1)');
  await instance.up();
  expect((await ask(instance)).count).toBe(1);
});

test('its API is known to the client, called through the lab, and recorded', async () => {
  const instance = await open(appWith());
  const [client] = (await instance.world.auth0.clients()).filter(({ name }) => name === 'counter');
  expect(client).toMatchObject({ apis: [{ identifier: 'https://orders.example/', allowOfflineAccess: true }] });
  expect(await (await fetch(new URL('/api', instance.url))).text()).toBe('api /list');
  const { exchanges } = await instance.world.wire.read();
  expect(exchanges).toMatchObject([{ endpoint: 'api:own', request: { method: 'GET' }, response: { status: 200 } }]);
});

test('what the app keeps is read with its permissions, and is gone with the instance', async () => {
  const instance = await open(appWith());
  expect(await instance.storedFiles()).toEqual([]);
  await ask(instance);
  expect(await instance.storedFiles()).toEqual([{ place: 'file', name: 'count', text: 'x', mode: 0o600 }]);
  const store = instance.fill('{store}');
  await instance.close();
  expect(existsSync(store)).toBe(false);
  expect(await isListening('127.0.0.1', Number(instance.url.port))).toBe(false);
});

test('an API that does not start is named', async () => {
  const apis = [{ as: 'orders', url: 'http://127.0.0.1:{port2}', command: 'node -e "process.exit(5)"' }];
  await expect(open(appWith({ apis }))).rejects.toThrow(/orders.*exited with code 5/);
});

test.each([
  [
    'a name twice',
    {
      apis: [
        { as: 'a', url: 'http://127.0.0.1:1' },
        { as: 'a', url: 'http://127.0.0.1:2' },
      ],
    },
    'apis.1.as',
  ],
  ['the name of a persona', { apis: [{ as: 'auth0', url: 'http://127.0.0.1:1' }] }, 'apis.0.as'],
  ['an address elsewhere', { apis: [{ as: 'a', url: 'https://api.example.com' }] }, 'apis.0.url'],
  ['copies at one port', { instances: 2, url: 'http://127.0.0.1:3000', apis: [] }, 'url'],
  ['copies that each start the API', { instances: 2, apis: [{ as: 'a', url: 'http://127.0.0.1:{port2}' }] }, 'apis.0.command'],
  ['a storage that says nothing', { verbs: { storage: {} } }, 'verbs.storage'],
] as const)('%s is refused', (_, more, field) => {
  const { apis: __, ...app } = appWith();
  const { error } = appSchema.safeParse({ ...app, verbs: {}, ...more });
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
