import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from './free-port.ts';

test('each port is given once, below those of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, findFreePort));
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports.filter((port) => port < 20_000 || port > 32_767)).toEqual([]);
});

test('a port at which a program listens is passed over', async () => {
  const taken = (await findFreePort()) + 1;
  const server = createServer().listen(taken, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await findFreePort()).not.toBe(taken);
});
