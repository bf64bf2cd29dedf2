import { expect } from 'vitest';
import type { WorldTest } from './world-test.ts';

/** Signing keys: published and rotated. */
export const describeKeys = (test: WorldTest): void => {
  test('published keys say which one signs', async ({ world }) => {
    const [first, second] = await world.google.keys();
    expect([first?.state, second?.state]).toEqual(['current', 'next']);
    await world.google.rotateKeys();
    const rotated = (await world.google.keys()).map(({ kid, state }) => `${kid} ${state}`);
    expect(rotated.slice(0, 2)).toEqual([`${first?.kid} previous`, `${second?.kid} current`]);
    expect(JSON.stringify(await world.google.keys())).not.toContain('"d":');
  });

  test('a rotated key is another key', async ({ world }) => {
    const { kid } = await world.google.rotateKeys();
    expect((await world.google.rotateKeys()).kid).not.toBe(kid);
  });
};
