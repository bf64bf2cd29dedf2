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
