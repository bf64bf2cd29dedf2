import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLab, type Lab, type World } from '../index.ts';
import { inWorld, vendorHandlers } from './msw.ts';

const USERINFO = 'https://openidconnect.googleapis.com/v1/userinfo';
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

let lab: Lab;
let server: ReturnType<typeof setupServer>;
beforeAll(async () => {
  lab = await createLab();
  server = setupServer(...vendorHandlers(lab));
  server.listen();
  syncBuiltinESMExports();
});
afterAll(async () => {
  server.close();
  syncBuiltinESMExports();
  await lab.close();
});

const openWorld = async (): Promise<World> => {
  const world = await lab.world();
  onTestFinished(() => world[Symbol.asyncDispose]());
  return world;
};

/** What an app of this process does, by two HTTP clients. */
const CLIENTS: Readonly<Record<string, (url: string, headers: Record<string, string>) => Promise<string>>> = {
  fetch: async (url, headers) => (await fetch(url, { headers })).text(),
  'node:https': (url, headers) =>
    new Promise((resolve, reject) => {
      const request = get(url, { headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.once('end', () => resolve(text)).once('error', reject);
      });
      request.once('error', reject);
    }),
};

describe.each(Object.entries(CLIENTS))('a call by %s', (_, ask) => {
  it('belongs to the world whose code made it, though two worlds take turns in one process', async () => {
    const [one, other] = [await openWorld(), await openWorld()];
    const visit = async (world: World, as: string): Promise<readonly string[]> => {
      const { access_token } = await world.google.mint({ as });
      const names: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        await later(0);
        const { email } = JSON.parse(await ask(USERINFO, { authorization: `Bearer ${access_token}` }));
        names.push(email);
      }
      return names;
    };
    const both = [inWorld(one, () => visit(one, 'ana')), inWorld(other, () => visit(other, 'ben'))];
    expect(await Promise.all(both)).toEqual([Array(3).fill('ana@example.com'), Array(3).fill('ben@example.com')]);
    for (const world of [one, other]) {
      const { exchanges } = await world.wire.read();
      expect(exchanges.map(({ endpoint, response }) => [endpoint, response?.status])).toEqual(Array(3).fill(['userinfo', 200]));
      expect(exchanges[0]?.request.url).toBe(USERINFO);
      expect(JSON.stringify(exchanges[0]?.request.headers)).not.toMatch(/loginlab|forwarded/i);
    }
  });

  it('without a world is one of the default world', async () => {
    const before = (await lab.default.wire.read()).last;
    expect(JSON.parse(await ask(DISCOVERY, {}))).toMatchObject({ issuer: 'https://accounts.google.com' });
    expect((await lab.default.wire.read({ after: before })).exchanges).toHaveLength(1);
  });

  it('fails when the lab drops the connection or cuts the answer short', async () => {
    const world = await openWorld();
    await world.faults.inject({ on: 'discovery', times: 1, do: { drop: true } });
    await expect(inWorld(world, () => ask(DISCOVERY, {}))).rejects.toThrow();
    await world.faults.inject({ on: 'discovery', times: 1, do: { truncate: 20 } });
    await expect(inWorld(world, () => ask(DISCOVERY, {}))).rejects.toThrow();
    expect(await inWorld(world, () => ask(DISCOVERY, {}))).toContain('token_endpoint');
  });

  it.each(['https://maps.googleapis.com/maps/api/js', 'https://login.example/style.css'])(
    'never leaves this machine: %s',
    async (url) => {
      const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      onTestFinished(() => warn.mockRestore());
      await expect(ask(url, {})).rejects.toThrow();
      expect(warn.mock.calls.map(([message]) => message)).toEqual([
        expect.stringContaining(`GET ${url} was blocked: no persona of this lab serves "${new URL(url).host}"`),
      ]);
    },
  );
});

it('leaves sockets as MSW makes them: not authorized, as the documentation says', async () => {
  const request = get(DISCOVERY, (answer) => void answer.resume());
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const socket = answer.socket as TLSSocket;
  expect([answer.statusCode, socket.encrypted, socket.authorized]).toEqual([200, true, false]);
});

it('passes what stays within this machine', async () => {
  const neighbour = createServer((_request, response) => response.end('next door')).listen(0, '127.0.0.1');
  onTestFinished(() => void neighbour.close());
  await new Promise((resolve) => neighbour.once('listening', resolve));
  const address = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}/`;
  expect(await (await fetch(address)).text()).toBe('next door');
});
