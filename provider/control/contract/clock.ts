import { describe, expect } from 'vitest';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** How a world's time is read, aged and shifted. */
export const describeClock = (test: WorldTest): void => {
  describe('clock', () => {
    test('a new world is neither aged nor shifted', async ({ world }) => {
      expect(await world.clock.read()).toEqual({ agedSeconds: 0, shiftedSeconds: 0, followers: [] });
    });

    test('ages add up', async ({ world }) => {
      await world.clock.age('61m');
      expect((await world.clock.age('1d2h30m90s')).agedSeconds).toBe(61 * 60 + 26 * 3600 + 30 * 60 + 90);
    });

    test.for(['', '61', 'm', '-1m', '1y', '1.5h', 'tomorrow', '3651d', '99999999d'])(
      '"%s" is no duration and changes nothing',
      async (by, { world }) => {
        const error = await rejection(world.clock.age(by));
        expect(error.code).toBe('usage');
        expect(error.message).toContain(`"${by}"`);
        expect((await world.clock.read()).agedSeconds).toBe(0);
      },
    );

    test('cannot be shifted while no client follows it', async ({ world }) => {
      expect((await rejection(world.clock.shift('61m'))).code).toBe('clock-not-held');
      expect((await world.clock.read()).shiftedSeconds).toBe(0);
    });

    test('is not shifted for a client that has gone', async ({ world }) => {
      await world.clock.next('gone', { shiftedSeconds: 1 });
      expect((await rejection(world.clock.shift('61m'))).code).toBe('clock-not-held');
      expect(await world.clock.read()).toEqual({ agedSeconds: 0, shiftedSeconds: 0, followers: [] });
    });

    test('is shifted for those who follow it', async ({ world }) => {
      await world.clock.follow('shop');
      expect(await world.clock.shift('61m')).toEqual({ agedSeconds: 0, shiftedSeconds: 3660, followers: ['shop'] });
    });

    test('shifts once every client that asks on lives by the new time', async ({ world }) => {
      const lives: number[] = [0];
      const live = async (): Promise<void> => {
        const { shiftedSeconds } = await world.clock.next('asking', { shiftedSeconds: lives.at(-1) ?? 0 });
        lives.push(shiftedSeconds);
        if (shiftedSeconds > 0) await Promise.all([live(), world.clock.read()]);
      };
      const living = live();
      while (!(await world.clock.read()).followers.includes('asking'));
      await world.clock.shift('61m');
      expect(lives).toEqual([0, 3660]);
      await world.reset();
      await living;
      expect(lives).toEqual([0, 3660, 0]);
    });
  });
};
