import { describe, expect, it } from 'vitest';
import { median, shown, spread } from './statistics.ts';

describe('statistics', () => {
  it('finds the middle of odd and even counts', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('shows the middle with its range', () => {
    expect(shown(spread([0.5, 0.62, 0.71]))).toBe('0.62 (0.50–0.71)');
  });
});
