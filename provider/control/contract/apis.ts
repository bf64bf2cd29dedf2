import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** An API that says what it was asked. */
const openApi = async (): Promise<string> => {
  const server = createServer((request, response) => response.end(`${request.method} ${request.url}`)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** APIs of the user behind the lab. */
export const describeApis = (test: WorldTest): void => {
  describe('APIs', () => {
    test('are reached at an address of the world, and outlive a reset', async ({ world, opened }) => {
      const { address } = await world.apis.put({ name: 'orders', url: `${await openApi()}/v1/` });
      await world.reset();
      expect(await (await fetch(`${address}/list?page=2`)).text()).toBe('GET /v1/list?page=2');
      expect(await world.apis.list()).toMatchObject([{ name: 'orders', address }]);
      expect(await (await opened.another()).apis.list()).toEqual([]);
      const { exchanges } = await world.wire.read();
      expect(exchanges).toMatchObject([{ endpoint: 'api:own', persona: 'own-api', response: { status: 200 } }]);
    });

    test('fail where a fault says so, by name', async ({ world }) => {
      const url = await openApi();
      const [orders, mails] = [await world.apis.put({ name: 'orders', url }), await world.apis.put({ name: 'mails', url })];
      await world.faults.inject({
        on: 'api:own',
        where: { api: 'orders' },
        do: { status: 429, headers: { 'Retry-After': '1' } },
      });
      const statuses = await Promise.all([orders, mails].map(async ({ address }) => (await fetch(address)).status));
      expect(statuses).toEqual([429, 200]);
    });

    test('stand on this machine, under a name that fits into an address', async ({ world }) => {
      const wrong = [
        { name: 'orders', url: 'https://api.example.com' },
        { name: 'orders', url: 'http://127.0.0.1:1/?a=b' },
        { name: 'a/b', url: 'http://127.0.0.1:1' },
      ];
      const fields = await Promise.all(wrong.map(async (api) => (await rejection(world.apis.put(api))).field));
      expect(fields).toEqual(['url', 'url', 'name']);
      expect((await rejection(world.apis.remove('orders'))).code).toBe('unknown-id');
    });
  });
};
