import { expect, test } from 'vitest';
import { renderDistance, renderMoment } from './epoch-words.ts';

test.each([
  [3599, '59 minutes 59 seconds later'],
  [3600, '1 hour later'],
  [1, '1 second later'],
  [-90, '1 minute 30 seconds earlier'],
  [-86_400, '1 day earlier'],
  [180 * 86_400 + 3 * 3600, '180 days 3 hours later'],
  [0, 'the same second'],
])('%i seconds away is %s', (seconds, words) => {
  expect(renderDistance(1_000_000_000 + seconds, 1_000_000_000.7)).toBe(words);
});

test('a moment is told in UTC, and what no calendar knows is no moment', () => {
  expect(renderMoment(1_795_471_166_000)).toBe('2026-11-23 21:59:26 UTC');
  expect(renderMoment(Number.MAX_VALUE)).toBeUndefined();
  expect(renderMoment(Number.NaN)).toBeUndefined();
});
