import { generateKeyPairSync } from 'node:crypto';
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

const rowOf = (payload: Readonly<Record<string, unknown>>) => ({ id: 'x', payload, keys: {}, writtenAtAgeSeconds: 0 });

const personRow = (key: string, sub: string) => {
  const names = { name: key, givenName: key, familyName: key };
  return { ...rowOf({ key, sub, email: `${key}@example.com`, emailVerified: true, ...names }), id: key, keys: { sub } };
};
const peopleRows = (length: number, sub: (i: number) => string = String) =>
  Array.from({ length }, (_, i) => personRow(`p${i}`, sub(i)));

const clientRow = (clientId: string, redirectUri = 'http://127.0.0.1/cb') => {
  const payload = { persona: 'google', clientId, kind: 'web', name: 'Shop', redirectUris: [redirectUri], issuer: 'local' };
  return { ...rowOf(payload), id: `google:${clientId}`, keys: { persona: 'google' } };
};
const clientRows = (length: number) => Array.from({ length }, (_, i) => clientRow(String(i)));

/** A key that is no fixture's, and what is left of it without its private half. */
const jwkOf = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const ownKey = { ...jwkOf(), kid: 'own' };
const publicOnly = { kty: ownKey.kty, n: ownKey.n, e: ownKey.e, kid: 'own' };
const mismatched = { ...ownKey, n: jwkOf().n };

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

    test('takes back what the calls allow, at their limits', async ({ opened, world }) => {
      const name = 'n'.repeat(4096);
      for (let i = 0; i < 1000; i += 1) await world.clock.follow(`${i}`.padStart(256, 'c'));
      await world.tokens.short({ lifetimeSeconds: 86_400 });
      await world.clock.age('3650d');
      await world.people.add({ key: 'k'.repeat(64), name });
      await world.google.register({ clientId: '7'.repeat(256), name, redirectUris: ['http://127.0.0.1/cb'] });
      const told = await whole(world);
      await using other = await opened.another();
      await other.restore(JSON.parse(JSON.stringify(await world.snapshot())));
      expect(await whole(other)).toEqual(told);
    });

    test.for<readonly [what: string, call: (world: World) => Promise<unknown>, field?: string]>([
      ['one follower more', (world) => world.clock.follow('one more')],
      ['a follower without a name', (world) => world.clock.follow(''), 'client'],
      ['a follower with a long name', (world) => world.clock.follow('x'.repeat(257)), 'client'],
      ['a second more than 10 years', (world) => world.clock.age('1s'), 'by'],
      ['a longer name of a person', (world) => world.people.add({ key: 'a', name: 'n'.repeat(4097) }), 'name'],
      ['a longer e-mail', (world) => world.people.change('ana', { email: 'n'.repeat(4097) }), 'email'],
      ['a longer name of a client', (world) => world.google.register({ clientId: '7', name: 'n'.repeat(4097) }), 'name'],
      [
        'the subject of another',
        async (world) => world.people.add({ key: 'b', sub: (await world.people.list())[0]?.sub ?? '' }),
        'sub',
      ],
    ])('and no call allows what it would not take back: %s', async ([_what, call, field], { world }) => {
      for (let i = 0; i < 1000; i += 1) await world.clock.follow(`c${i}`);
      await world.clock.age('3650d');
      const told = await whole(world);
      const error = await rejection(call(world));
      expect([error.code, error.field]).toEqual(field === undefined ? ['too-many', undefined] : ['usage', field]);
      expect(await whole(world)).toEqual(told);
    });

    test('may be as large as that of a full world', async ({ world }) => {
      const text = 'x'.repeat(15 * 1024 * 1024);
      const mail = { to: 'a@b.example', from: 'c@d.example', subject: 'large', text, links: [], sentAtEpochSeconds: 1 };
      const snapshot = await world.snapshot();
      await world.restore({ ...snapshot, rows: { ...snapshot.rows, Message: [rowOf(mail)] } });
      expect((await world.snapshot()).rows.Message?.[0]?.payload.text).toHaveLength(text.length);
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
      ['with a key that only verifies', { keys: { google: { current: 0, made: [publicOnly] } } }, 'keys.google'],
      ['with a key whose halves differ', { keys: { google: { current: 0, made: [mismatched] } } }, 'keys.google'],
      ['with a key for another purpose', { keys: { google: { current: 0, made: [{ ...ownKey, use: 'enc' }] } } }, 'keys.google'],
      ['with two keys of one id', { keys: { google: { current: 0, made: [ownKey, ownKey] } } }, 'keys.google'],
      ['with tokens that live no time', { shortLifetimeSeconds: 0 }, 'shortLifetimeSeconds'],
      ['with tokens that live longer than may be set', { shortLifetimeSeconds: 86_401 }, 'shortLifetimeSeconds'],
      ['with more age than a world may have', { agedSeconds: 3_650 * 86_400 + 1 }, 'agedSeconds'],
      ['with more followers than a clock may have', { followers: Array.from({ length: 1001 }, (_, i) => `c${i}`) }, 'followers'],
      ['with a follower without a name', { followers: [''] }, 'followers[0]'],
      ['with a name that no client may have', { followers: ['x'.repeat(257)] }, 'followers[0]'],
      ['with more people than a world may have', { rows: { Person: peopleRows(10_001) } }, 'rows.Person'],
      ['with a row that is there twice', { rows: { Person: [...peopleRows(1), ...peopleRows(1)] } }, 'rows.Person[1].id'],
      ['with two people who are one', { rows: { Person: peopleRows(2, () => '1') } }, 'rows.Person.sub'],
      ['with a key that no person may have', { rows: { Person: [personRow('not a key', '1')] } }, 'rows.Person[0].payload.key'],
      ['with a person in the place of another', { rows: { Person: [{ ...personRow('a', '1'), id: 'b' }] } }, 'rows.Person[0].id'],
      ['with more clients than a persona may have', { rows: { Client: clientRows(1001) } }, 'rows.Client'],
      [
        'with a redirect URI that no client may have',
        { rows: { Client: [clientRow('7', 'javascript:alert(1)')] } },
        'rows.Client[0].payload.redirectUris[0]',
      ],
      [
        'with a client in the place of another',
        { rows: { Client: [{ ...clientRow('7'), id: 'google:8' }] } },
        'rows.Client[0].id',
      ],
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
