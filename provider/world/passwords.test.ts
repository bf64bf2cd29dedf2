import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/index.ts';
import { WorldState } from './state.ts';

const PASSWORD = 'correct horse battery staple';

const openWorld = (people: ConstructorParameters<typeof WorldState>[0]['people'] = []) =>
  new WorldState({ id: 'test', store: createMemoryStore(), behaviours: [], keysOf: () => [], people });

const everything = async ({ rows }: WorldState) =>
  JSON.stringify(await Promise.all(['Person', 'Password'].map((kind) => rows.kept(kind))));

it('knows a password from others', async () => {
  const world = openWorld();
  const ana = await world.people.add({ key: 'ana', password: PASSWORD });
  expect(await world.passwords.verify(ana, PASSWORD)).toBe(true);
  for (const wrong of ['', PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1), 'x'.repeat(100_000)])
    expect(await world.passwords.verify(ana, wrong)).toBe(false);
});

it('keeps a hash with what it was made from, in a row of its own', async () => {
  const world = openWorld();
  const ana = await world.people.add({ key: 'ana', password: PASSWORD });
  const ben = await world.people.add({ key: 'ben', password: PASSWORD });
  expect(ana).not.toHaveProperty('password');
  expect(await everything(world)).not.toContain(PASSWORD);
  const [one, other] = await world.rows.list('Password');
  const { N, r, p, salt, hash } = (one?.payload ?? {}) as { N: number; r: number; p: number; salt: string; hash: string };
  expect(scryptSync(PASSWORD, salt, 32, { N, r, p }).toString('base64url')).toBe(hash);
  expect(other?.payload.hash).not.toBe(hash);
  expect(await world.passwords.verify(ben, PASSWORD)).toBe(true);
});

it('compares by the parameters of the hash, not by today’s', async () => {
  const world = openWorld();
  const ana = await world.people.add({ key: 'ana' });
  const salt = 'pepper';
  const costly = { N: 4096, r: 4, p: 2 };
  const hash = scryptSync(PASSWORD, salt, 64, costly).toString('base64url');
  await world.rows.write('Password', ana.sub, { ...costly, salt, hash });
  expect(await world.passwords.verify(ana, PASSWORD)).toBe(true);
  expect(await world.passwords.verify(ana, 'another')).toBe(false);
});

it('takes composed and decomposed letters for the same', async () => {
  const world = openWorld();
  const zoe = await world.people.add({ key: 'zoe', password: 'Zoe\u0308 was here' });
  expect(await world.passwords.verify(zoe, 'Zo\u00eb was here')).toBe(true);
});

it('has none for people for whom none was set', async () => {
  const world = openWorld([{ key: 'ana' }]);
  await world.ready(async () => undefined);
  const ana = await world.people.find('ana');
  if (!ana) throw new Error('ana is missing');
  expect([await world.passwords.isSet(ana), await world.passwords.verify(ana, '')]).toEqual([false, false]);
  expect(await world.rows.list('Password')).toEqual([]);
});

it('belongs to an account: it goes with it, and a new account of the same key has none', async () => {
  const world = openWorld();
  const first = await world.people.add({ key: 'ana', password: PASSWORD });
  await world.people.add({ ...first, name: 'Ana B.' });
  expect(await world.passwords.isSet(first)).toBe(true);
  const second = await world.people.add({ key: 'ana' });
  expect([await world.passwords.isSet(first), await world.passwords.isSet(second)]).toEqual([false, false]);
  await world.passwords.set(second, PASSWORD);
  await world.people.remove(second);
  expect(await world.rows.list('Password')).toEqual([]);
});

it('goes at a reset, and comes with the people of the next', async () => {
  const world = openWorld([{ key: 'ana', password: PASSWORD }]);
  await world.ready(async () => undefined);
  await world.reset([{ key: 'ben', password: 'another' }]);
  const ben = await world.people.find('ben');
  expect(await world.rows.list('Password')).toHaveLength(1);
  expect(ben && (await world.passwords.verify(ben, 'another'))).toBe(true);
});
