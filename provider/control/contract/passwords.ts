import { describe, expect, test } from 'vitest';
import type { World } from '../../model/index.ts';

interface Opened {
  readonly world: World;
  another(): Promise<World>;
}

const PASSWORD = 'correct horse battery staple';

const hashesOf = async (world: World) => (await world.snapshot()).rows.Password ?? [];

/** Passwords of the people of a `World`; `opened` tells the world of the test at work. */
export const describePasswords = (opened: () => Opened): void => {
  describe('passwords', () => {
    test('are nobody’s until they are set', async () => {
      await opened().world.people.list();
      expect(await hashesOf(opened().world)).toEqual([]);
    });

    test('come with people who are added, seeded or there after a reset, and are told to nobody', async () => {
      const { world } = opened();
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

    test('change to the one that is given; without one, what was set stays', async () => {
      const { world } = opened();
      await world.people.add({ key: 'zoe', password: PASSWORD });
      const [first] = await hashesOf(world);
      await world.people.changePassword('zoe');
      expect(await hashesOf(world)).toEqual([first]);
      await world.people.changePassword('zoe', 'another');
      const [second, ...others] = await hashesOf(world);
      expect(others).toEqual([]);
      expect(second?.payload.hash).not.toBe(first?.payload.hash);
      await expect(world.people.changePassword('nobody', 'another')).rejects.toMatchObject({ code: 'unknown-id' });
    });

    test('leave a mark on logins from before, whichever way they change', async () => {
      const { world } = opened();
      for (const password of [undefined, 'another']) {
        await world.google.mint({ as: 'ana' });
        await world.people.changePassword('ana', password);
        const logins = (await world.snapshot()).rows.Login ?? [];
        expect(logins.at(-1)?.payload).toMatchObject({ passwordChangedAtEpochSeconds: expect.any(Number) });
      }
    });

    test.each(['', 'x'.repeat(257)])('cannot be "%s"', async (password) => {
      const { world } = opened();
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

    test('go with the person', async () => {
      const { world } = opened();
      await world.people.add({ key: 'zoe', password: PASSWORD });
      await world.people.remove('zoe');
      expect(await hashesOf(world)).toEqual([]);
    });

    test('are in a snapshot, as hashes that cost what one may cost', async () => {
      const { world } = opened();
      await world.people.add({ key: 'zoe', password: PASSWORD });
      const snapshot = await world.snapshot();
      await using other = await opened().another();
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
