import { describe, expect } from 'vitest';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Switches of behaviours: read, described and changed. */
export const describeSettings = (test: WorldTest): void => {
  describe('settings', () => {
    const misspelt = (id: string): string => `${id.slice(0, -1)}~`;

    test('name every behaviour', async ({ opened, world }) => {
      expect(Object.keys(await world.settings.read()).toSorted()).toEqual(opened.behaviours.toSorted());
    });

    test('are described: what each means, is, was, and takes', async ({ opened, world }) => {
      const [id = ''] = opened.behaviours;
      await world.settings.change({ [id]: false });
      const described = await world.settings.describe();
      expect(described.map((each) => each.id).toSorted()).toEqual(opened.behaviours.toSorted());
      expect(described[0]).toMatchObject({
        id,
        value: false,
        summary: expect.any(String),
        source: { row: expect.any(String) },
      });
      for (const { default: usual, schema } of described) expect(schema.default).toEqual(usual);
    });

    test('change one by one', async ({ opened, world }) => {
      const [id = '', ...others] = opened.behaviours;
      const before = await world.settings.read();
      await world.settings.change({ [id]: false });
      const after = await world.settings.read();
      expect(after[id]).toBe(false);
      for (const other of others) expect(after[other]).toBe(before[other]);
    });

    test('an unknown id is answered with the nearest known one', async ({ opened, world }) => {
      const [id = ''] = opened.behaviours;
      const error = await rejection(world.settings.change({ [misspelt(id)]: false }));
      expect(error.code).toBe('unknown-id');
      expect(error.message).toContain(id);
    });

    test('change all or none', async ({ opened, world }) => {
      const [id = ''] = opened.behaviours;
      const before = await world.settings.read();
      expect((await rejection(world.settings.change({ [id]: false, [misspelt(id)]: false }))).code).toBe('unknown-id');
      expect(await world.settings.read()).toEqual(before);
    });
  });
};
