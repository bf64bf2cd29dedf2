import { describe, expect } from 'vitest';
import type { Snapshot, World } from '../../model/index.ts';
import { tokensFor } from '../../testing/test-login.ts';
import { mintFor, rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** All that a world tells of itself, but for its name. */
const whole = async (world: World) => ({
  people: await world.people.list(),
  clients: await world.google.clients(),
  keys: await world.google.keys(),
  tokens: (await world.tokens.list({ reveal: true })).map(({ label, ...token }) => token), // labels are the log's
  grants: await world.grants.list(),
  sessions: await world.sessions.list(),
  clock: await world.clock.read(),
  faults: await world.faults.list(),
  settings: await world.settings.read(),
});

const rowOf = (payload: object) => ({ id: 'x', payload, keys: {}, writtenAtAgeSeconds: 0 });

/** What is put into a world, and what brings it back. */
export const describeSeedAndSnapshot = (test: WorldTest): void => {
  describe('a seed', () => {
    test('puts people, clients and settings in place, once or twice', async ({ opened, world }) => {
      const [id = ''] = opened.behaviours;
      const seed = {
        people: [{ key: 'zoe', hostedDomain: 'corp.example' }],
        clients: { google: [{ clientId: '77-shop', redirectUris: ['http://127.0.0.1/cb'] }] },
        settings: { [id]: false },
      };
      await world.seed(seed);
      const people = await world.people.list();
      await world.seed(seed);
      expect(await world.people.list()).toEqual(people);
      expect(people).toContainEqual(expect.objectContaining({ key: 'zoe', hostedDomain: 'corp.example' }));
      expect((await world.google.clients()).filter(({ clientId }) => clientId === '77-shop')).toHaveLength(1);
      expect((await world.settings.read())[id]).toBe(false);
    });

    test.for([
      [{ people: [{ key: 'zoe' }, { key: 'not a key' }] }, 'people[1].key'],
      [
        { people: [{ key: 'zoe' }], clients: { google: [{ clientId: '7', redirectUris: ['x'] }] } },
        'clients.google[0].redirectUris[0]',
      ],
      [{ people: [{ key: 'zoe' }], settings: { 'google/no/such': false } }, 'settings.google/no/such'],
      [JSON.parse('{"people":[{"key":"zoe"}],"clients":{"nobody":[]}}'), 'clients.nobody'],
    ])('with a mistake in it changes nothing: %j', async ([seed, field], { world }) => {
      expect((await rejection(world.seed(seed))).field).toBe(field);
      expect((await world.people.list()).map(({ key }) => key)).not.toContain('zoe');
    });
  });

  describe('a snapshot', () => {
    test('brings back everything, in this world and in another', async ({ opened, world }) => {
      const [id = ''] = opened.behaviours;
      await world.seed({ people: [{ key: 'zoe' }], clients: { google: [{ clientId: '77-shop' }] }, settings: { [id]: false } });
      const browser = { cookie: '' };
      await tokensFor(world, 'ana', browser, { access_type: 'offline' });
      const minted = await world.google.mint({ as: 'zoe', clientId: '77-shop' });
      const { refresh_token: revoked = 'none' } = minted;
      await world.tokens.revoke({ kinds: ['refresh-token'] });
      await world.faults.inject({ on: 'token', skip: 2, do: { drop: true } });
      await world.google.rotateKeys();
      await world.clock.age('10m');
      const told = await whole(world);
      const snapshot: Snapshot = JSON.parse(JSON.stringify(await world.snapshot()));

      await using other = await opened.another();
      await other.google.mint({ as: 'ana' });
      await world.reset();
      for (const restored of [world, other]) {
        await restored.restore(snapshot);
        expect(await whole(restored)).toEqual(told);
        expect((await restored.wire.read()).exchanges).toEqual([]);
        expect(await restored.tokens.expire({ value: revoked })).toBe(0);
        expect(await restored.tokens.expire({ value: minted.access_token })).toBe(1);
        expect(await tokensFor(restored, 'ana', browser)).toHaveProperty('access_token');
        expect(await restored.sessions.list()).toHaveLength(1);
      }
    });

    test('is a picture: what happens later does not change it', async ({ world }) => {
      const before = await world.snapshot();
      const copy = structuredClone(before);
      await mintFor(world, 'zoe');
      await world.people.change('ana', { name: 'Another' });
      expect(before).toEqual(copy);
    });

    test.for<readonly [what: string, wrong: object, field: string]>([
      ['of another version', { loginlab: 2 }, 'loginlab'],
      ['with a kind of rows that is none', { rows: { Nonsense: [] } }, 'rows.Nonsense'],
      ['with a row that is none', { rows: { Person: [{ id: 'ana' }] } }, 'rows.Person[0].payload'],
      ['with a client that is none', { rows: { Client: [rowOf({ clientId: '7' })] } }, 'rows.Client[0].payload.persona'],
      [
        'with a token that never ends',
        { rows: { AccessToken: [rowOf({ accountId: '1' })] } },
        'rows.AccessToken[0].payload.clientId',
      ],
      ['with a setting that is none', { settings: { 'google/no/such': true } }, 'settings.google/no/such'],
      ['with a key that cannot sign', { keys: { google: { current: 9, made: [{ kid: 'k', kty: 'RSA' }] } } }, 'keys.google'],
      ['with no key to sign with', { keys: { google: { current: 99, made: [] } } }, 'keys.google'],
    ])('%s changes nothing', async ([_what, wrong, field], { world }) => {
      await mintFor(world, 'zoe');
      const told = await whole(world);
      const snapshot = { ...(await world.snapshot()), ...wrong } as Snapshot;
      expect((await rejection(world.restore(snapshot))).field).toBe(field);
      expect(await whole(world)).toEqual(told);
    });
  });
};
