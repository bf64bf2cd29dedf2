import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOREVER_SECONDS, isForever, shortLifetimeSeconds } from './lifetimes.ts';

describe('a short lifetime', () => {
  it('ends on a full hour, more than one hour and at most two ahead, whenever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_500_000_000, max: 2_500_000_000 }), (now) => {
        const lives = shortLifetimeSeconds(now);
        expect((now + lives) % 3600).toBe(0);
        expect(lives).toBeGreaterThan(3600);
        expect(lives).toBeLessThanOrEqual(7200);
      }),
    );
  });

  it('is never taken for an endless one', () => {
    expect([isForever(7200), isForever(60 * 86_400), isForever(FOREVER_SECONDS)]).toEqual([false, false, true]);
  });
});
