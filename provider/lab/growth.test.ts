import { expect, onTestFinished, test, vi } from 'vitest';
import type { RowKeys } from '../store/index.ts';
import { tokensFor } from '../testing/test-login.ts';
import { Rows } from '../world/rows.ts';
import { createLab } from './create-lab.ts';

/** Counts the rows that are handed out. */
const countRows = (): { rows: number } => {
  const count = { rows: 0 };
  for (const name of ['list', 'listUnused'] as const) {
    const original = Rows.prototype[name];
    const spy = vi.spyOn(Rows.prototype, name).mockImplementation(async function (this: Rows, kind: string, which: RowKeys = {}) {
      const found = await original.call(this, kind, which);
      count.rows += found.length;
      return found;
    });
    onTestFinished(() => spy.mockRestore());
  }
  return count;
};

test('a login that issues a refresh token costs the same, however many were issued before', async () => {
  await using lab = await createLab({ personas: ['google'] });
  const world = lab.default;
  await world.settings.change({ 'google/refresh/first-consent-only': false, 'google/refresh/limit-of-100': 5 });
  const browser = { cookie: '' };
  const login = () => tokensFor(world, 'ana', browser, { access_type: 'offline' });
  const count = countRows();
  const costOf = async () => {
    count.rows = 0;
    expect(await login()).toHaveProperty('refresh_token');
    return count.rows;
  };
  for (let i = 0; i < 8; i += 1) await login();
  const early = await costOf();
  for (let i = 0; i < 30; i += 1) await login();
  expect(await costOf()).toBe(early);
});

test('a person is found by e-mail without looking at the others', async () => {
  await using lab = await createLab({ personas: ['google'] });
  const world = lab.default;
  for (let i = 0; i < 50; i += 1) await world.people.add({ key: `p${i}` });
  await world.people.change('p7', { email: 'Moved@Shop.example' });
  const count = countRows();
  const found = await world.people.change('moved@shop.EXAMPLE', { name: 'Found' });
  expect([found.key, count.rows]).toEqual(['p7', 1]);
  await world.restore(await world.snapshot());
  expect((await world.people.change('moved@shop.example', {})).key).toBe('p7');
  await expect(world.people.change('p7@example.com', {})).rejects.toMatchObject({ code: 'unknown-id' });
});

test('sessions and tokens are listed without looking at all people, or at what ended', async () => {
  await using lab = await createLab({ personas: ['google'] });
  const world = lab.default;
  await tokensFor(world, 'ana', { cookie: '' });
  const other = { cookie: '' };
  const comeAndGo = async () => {
    await tokensFor(world, 'ben', other);
    await world.sessions.end({ person: 'ben' });
    await world.grants.revoke({ person: 'ben' });
  };
  await comeAndGo();
  const count = countRows();
  const costOf = async (list: () => Promise<readonly unknown[]>) => {
    count.rows = 0;
    const { length } = await list();
    return [length, count.rows];
  };
  const costs = async () => [
    await costOf(() => world.sessions.list()),
    await costOf(() => world.tokens.list({ person: 'ana' })),
    await costOf(() => world.grants.list()),
  ];
  const early = await costs();
  for (let i = 0; i < 50; i += 1) await world.people.add({ key: `p${i}` });
  for (let i = 0; i < 5; i += 1) await comeAndGo();
  expect(await costs()).toEqual(early);
});

test('the picture of a user is found by id without looking at the others', async () => {
  await using lab = await createLab({ personas: ['facebook'] });
  const { facebook, people } = lab.default;
  for (let i = 0; i < 50; i += 1) await people.add({ key: `p${i}` });
  const { access_token: token } = await facebook.mint({ as: 'p7' });
  const { id } = (await (await lab.fetch(`${facebook.address}/me?access_token=${token}`)).json()) as { readonly id: string };
  const count = countRows();
  const picture = await lab.fetch(`${facebook.address}/${id}/picture?redirect=false`);
  expect([picture.status, count.rows]).toEqual([200, 2]); // the app, and the person
});
