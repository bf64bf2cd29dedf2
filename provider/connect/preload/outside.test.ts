import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectTarget, createLab, type Lab } from '../../index.ts';
import { createAuthority } from '../proxy/authority.ts';

/** Programs print the same with the preload, where every host may be reached for real, as without it. */
const MEBIBYTE = 1024 * 1024;
const authority = createAuthority(['api.example.org']);

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.url === '/close') response.setHeader('connection', 'close');
  if (request.url === '/big') for (let i = 0; i < 20; i += 1) response.write(Buffer.alloc(MEBIBYTE, i));
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => response.end(`${request.method} ${bytes}`));
};

const upgrade = ({ headers }: IncomingMessage, socket: Duplex): void => {
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.write(Buffer.from([0x81, 2, ...Buffer.from('hi')]));
  socket.on('error', () => undefined).on('data', () => socket.write(Buffer.from([0x81, 3, ...Buffer.from('yes')])));
};

const servers: Server[] = [createServer(answer), createHttpsServer(authority.issue('api.example.org'), answer)];
const database = createPlainServer((socket) => {
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => socket.write(Buffer.from([chunk.length % 256])));
});

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
  for (const server of servers) server.on('upgrade', upgrade);
  for (const server of [...servers, database]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  database.close();
  await lab.close();
});

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

const CLIENT = (port: number, scheme: string) => `
  import http from 'node:http'; import https from 'node:https'; import net from 'node:net'; import { Agent, fetch, WebSocket } from 'undici';
  const lookup = (_, { all }, done) => all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
  const at = { host: 'api.example.org', port: ${port}, lookup, ca: ${JSON.stringify(authority.cert)} };
  const dispatcher = new Agent({ connect: { lookup, ca: at.ca } });
  const url = '${scheme}://api.example.org:${port}';
  const text = async (path, more) => (await fetch(url + path, { dispatcher, ...more })).text();`;

const printed = async (source: string, more: Readonly<Record<string, string>>): Promise<string> => {
  const env = { ...process.env, NODE_ENV: '', ...more };
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], { env });
  return (await run.catch((error) => error as { stdout: string })).stdout;
};

const asWithout = async (source: string): Promise<string> => {
  const target = connectTarget({ url: lab.url, world: 'default', tunnel: ['*'] }, process.env);
  const [within, without] = await Promise.all([printed(source, target), printed(source, {})]);
  expect(within).toBe(without);
  return within;
};

it.each([
  [0, 'http'],
  [1, 'https'],
] as const)('fetch, WebSocket and node:http do what they do without the lab', async (index, scheme) => {
  const port = portOf(servers[index] as Server);
  const source = `${CLIENT(port, scheme)}
    for (const _ of [1, 2]) console.log((await text('/big')).length);
    for (const path of ['/', '/close', '/', '/']) console.log(await text(path, { method: 'POST', body: Buffer.alloc(300000) }));
    console.log((await Promise.all(Array.from({ length: 10 }, () => text('/')))).join());
    const controller = new AbortController();
    await fetch(url + '/big', { dispatcher, signal: controller.signal }).then(async ({ body }) => { for await (const _ of body) controller.abort(); }).catch(({ name }) => console.log(name));
    console.log(await text('/'));
    const agent = new ${scheme}.Agent({ keepAlive: true });
    for (const _ of [1, 2]) await new Promise((done) => { const call = ${scheme}.request({ ...at, agent, method: 'POST' }, (answer) => answer.on('data', (data) => console.log(String(data))).on('end', done)); call.flushHeaders(); setImmediate(() => call.end('later')); });
    const socket = new WebSocket('${scheme.replace('http', 'ws')}://api.example.org:${port}/', { dispatcher });
    socket.onmessage = ({ data }) => { console.log(data); if (data === 'yes') process.exit(); socket.send('x'); };`;
  expect(await asWithout(source)).toMatch(/\nAbortError\nGET 0\nPOST 5\nPOST 5\nhi\nyes\n$/);
});

it('a protocol of its own, spoken at once or when it is connected, is as without the lab', async () => {
  const source = `${CLIENT(portOf(database), 'http')}
    const spoken = (atOnce) => new Promise((done) => { const s = net.connect(at); let left = 3;
      const say = () => s.write(Buffer.from([0, 1, 2, 3])); if (atOnce) say(); else s.on('connect', () => { console.log(s.remoteAddress, s.remotePort === at.port); say(); });
      s.on('data', (data) => { console.log(data[0]); left -= 1; if (left > 0) say(); else s.end(); }).on('close', () => done(console.log('closed'))); });
    await spoken(true); await spoken(false);
    net.connect({ ...at, port: 9 }).on('error', ({ code }) => console.log(code)).on('close', (had) => console.log('closed', had));`;
  expect(await asWithout(source)).toBe('4\n4\n4\nclosed\n127.0.0.1 true\n4\n4\n4\nclosed\nECONNREFUSED\nclosed true\n');
});
