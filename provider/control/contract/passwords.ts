import { describe, expect } from 'vitest';
import type { World } from '../../model/index.ts';
import type { WorldTest } from './world-test.ts';

const PASSWORD = 'correct horse battery staple';

const hashesOf = async (world: World) => (await world.snapshot()).rows.Password ?? [];

/** Passwords of the people of a `World`. */
export const describePasswords = (test: WorldTest): void => {
  describe('passwords', () => {
    test('are nobody’s until they are set', async ({ world }) => {
      await world.people.list();
      expect(await hashesOf(world)).toEqual([]);
    });

    test('come with people who are added, seeded or there after a reset, and are told to nobody', async ({ world }) => {
      const bringing = [
        () => world.people.add({ key: 'zoe', password: PASSWORD }),
        () => world.seed({ people: [{ key: 'yan', password: PASSWORD }] }),
        () => world.reset([{ key: 'zoe', password: PASSWORD }]),
      ];
      const counts: number[] = [];
      for (const bring of bringing) {
        await bring();
        counts.push((await hashesOf(world)).length);
      }
      expect(counts).toEqual([1, 2, 1]);
      const told = [await world.people.list(), await world.snapshot(), await world.wire.read({ reveal: true })];
      expect(JSON.stringify(told)).not.toContain(PASSWORD);
      expect((await world.people.list())[0]).not.toHaveProperty('password');
    });

    test('change to the one that is given; without one, what was set gives way to one that nobody knows', async ({ world }) => {
      await world.people.changePassword('ana');
      expect(await hashesOf(world)).toEqual([]);
      await world.people.add({ key: 'zoe', password: PASSWORD });
      const [given] = await hashesOf(world);
      await world.people.changePassword('zoe');
      const [first, ...more] = await hashesOf(world);
      expect(more).toEqual([]);
      expect(first?.payload.hash).not.toBe(given?.payload.hash);
      await world.people.changePassword('zoe', 'another');
      const [second, ...others] = await hashesOf(world);
      expect(others).toEqual([]);
      expect(second?.payload.hash).not.toBe(first?.payload.hash);
      await expect(world.people.changePassword('nobody', 'another')).rejects.toMatchObject({ code: 'unknown-id' });
    });

    test('leave a mark on logins from before, whichever way they change', async ({ world }) => {
      for (const password of [undefined, 'another']) {
        await world.google.mint({ as: 'ana' });
        await world.people.changePassword('ana', password);
        const logins = (await world.snapshot()).rows.Login ?? [];
        expect(logins.at(-1)?.payload).toMatchObject({ passwordChangedAtEpochSeconds: expect.any(Number) });
      }
    });

    test.for(['', 'x'.repeat(257)])('cannot be "%s"', async (password, { world }) => {
      const zoe = await world.people.add({ key: 'zoe' });
      const wrong = { code: 'usage', field: 'password' };
      await expect(world.people.changePassword('zoe', password)).rejects.toMatchObject(wrong);
      await expect(world.people.add({ key: 'zoe', name: 'Another', password })).rejects.toMatchObject(wrong);
      await expect(world.seed({ people: [{ key: 'zoe', name: 'Another', password }] })).rejects.toMatchObject({
        field: 'people[0].password',
      });
      expect(await world.people.list()).toContainEqual(zoe);
      expect(await hashesOf(world)).toEqual([]);
    });

    test('go with the person', async ({ world }) => {
      await world.people.add({ key: 'zoe', password: PASSWORD });
      await world.people.remove('zoe');
      expect(await hashesOf(world)).toEqual([]);
    });

    test('are in a snapshot, as hashes that cost what one may cost', async ({ opened, world }) => {
      await world.people.add({ key: 'zoe', password: PASSWORD });
      const snapshot = await world.snapshot();
      await using other = await opened.another();
      await other.restore(snapshot);
      expect(await hashesOf(other)).toEqual(await hashesOf(world));
      const [row] = snapshot.rows.Password ?? [];
      if (!row) throw new Error('a password was set');
      const endless = { ...row, payload: { ...row.payload, N: 2 ** 24 } };
      await expect(other.restore({ ...snapshot, rows: { ...snapshot.rows, Password: [endless] } })).rejects.toMatchObject({
        field: 'rows.Password[0].payload.N',
      });
    });
  });
};
