import { once } from 'node:events';
import { get, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultInput, World } from '../model/index.ts';
import { createLab, type Lab } from './create-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

interface Raw {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly pieces: readonly Buffer[];
}

const discovery = ({ google }: World): string => `${google.address}/.well-known/openid-configuration`;

/** An answer as it comes over the socket. */
const fetchRaw = async (url: string, acceptEncoding: string): Promise<Raw> => {
  const request = get(url, { headers: { 'accept-encoding': acceptEncoding } });
  const [message] = await once(request, 'response');
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  return { headers: message.headers, rawHeaders: message.rawHeaders, pieces };
};

const inForm = async (sendAs: Extract<FaultInput['do'], { sendAs: unknown }>['sendAs'], acceptEncoding = 'identity') => {
  await using world = await lab.world();
  const honest = await (await fetch(discovery(world))).text();
  await world.faults.inject({ on: 'discovery', do: { sendAs } });
  const raw = await fetchRaw(discovery(world), acceptEncoding);
  const { exchanges } = await world.wire.read();
  return { ...raw, honest, bytes: Buffer.concat(raw.pieces), logged: exchanges.at(-1)?.response?.body };
};

test('compresses for whoever accepts it, and the log shows the content', async () => {
  const { headers, bytes, honest, logged } = await inForm({ encoding: 'gzip' }, 'br;q=0.5, gzip');
  expect(headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(bytes).toString()).toBe(honest);
  expect(logged).toBe(honest);
});

test.each(['identity', 'br', 'gzip;q=0'])('does not compress for whoever accepts %s', async (accepted) => {
  const { headers, bytes, honest } = await inForm({ encoding: 'gzip' }, accepted);
  expect(headers['content-encoding']).toBeUndefined();
  expect(bytes.toString()).toBe(honest);
});

test.each(['first', 'last'] as const)('writes a member a second time, %s', async (place) => {
  await using world = await lab.world();
  const honest = await (await fetch(discovery(world))).text();
  await world.faults.inject({ on: 'discovery', do: { addMember: { name: 'issuer', value: 'https://other.example', place } } });
  const answer = await fetch(discovery(world));
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(text.match(/"issuer":"[^"]+"/g)).toHaveLength(2);
  expect(JSON.parse(text).issuer).toBe(place === 'last' ? 'https://other.example' : JSON.parse(honest).issuer);
});

test('sends in pieces', async () => {
  const { headers, bytes, honest } = await inForm({ pieceBytes: 1 });
  expect(headers['transfer-encoding']).toBe('chunked');
  expect(bytes.toString()).toBe(honest);
});

test('writes header names in other letters, another type, and a byte order mark', async () => {
  const { rawHeaders, headers, bytes, honest } = await inForm({
    headerNames: 'upper',
    contentType: 'Application/JSON; charset="utf-8"',
    byteOrderMark: true,
  });
  expect(rawHeaders).toContain('CONTENT-TYPE');
  expect(headers['content-type']).toBe('Application/JSON; charset="utf-8"');
  expect(bytes.toString()).toBe(`\ufeff${honest}`);
});

test('lays JSON out anew', async () => {
  const { bytes, honest } = await inForm({ indent: 4 });
  expect(bytes.toString()).not.toBe(honest);
  expect(bytes.toString()).toBe(JSON.stringify(JSON.parse(honest), null, 4));
});

test('a held exchange ends when its fault is cleared', async () => {
  await using world = await lab.world();
  const { id } = await world.faults.inject({ on: 'discovery', times: 1, do: { hold: true } });
  const held = fetch(discovery(world));
  await expect.poll(async () => (await world.faults.list())[0]?.struck).toBe(1);
  expect((await fetch(discovery(world))).status).toBe(200); // the second one is not concerned
  expect((await world.wire.read()).exchanges).toHaveLength(1);
  await world.faults.clear(id);
  expect((await held).status).toBe(200);
});

test('a reset ends what is held', async () => {
  await using world = await lab.world();
  await world.faults.inject({ on: 'discovery', do: { hold: true } });
  const held = fetch(discovery(world));
  await expect.poll(async () => (await world.faults.list())[0]?.struck).toBe(1);
  await world.reset();
  expect((await held).status).toBe(200);
});
