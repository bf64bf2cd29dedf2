import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remainingSeconds, renderLife } from './life.ts';

const NOON = { nowEpochSeconds: 1_000_000, agedSeconds: 0, shiftedSeconds: 0 };

test('a token is counted down by real time', () => {
  expect(remainingSeconds(1_003_600, NOON)).toBe(3600);
  expect(remainingSeconds(1_003_600, { ...NOON, nowEpochSeconds: 1_000_000.4 })).toBe(3599);
});

test('a shift brings its end nearer', () => {
  expect(remainingSeconds(1_003_600, { ...NOON, shiftedSeconds: 3000 })).toBe(600);
});

test('ageing since the moment was told brings it nearer; what was aged before does not', () => {
  const aged = { ...NOON, agedSeconds: 3600 };
  expect(remainingSeconds(1_003_600, aged, 0)).toBe(0);
  expect(remainingSeconds(1_003_600, aged, 3600)).toBe(3600);
  expect(remainingSeconds(1_003_600, aged)).toBe(3600);
});

test('what is told of it is true', () => {
  expect(renderLife(3552)).toBe('59 minutes 12 seconds left');
  expect(renderLife(0)).toBe('expired 0 seconds ago');
  expect(renderLife(-180)).toBe('expired 3 minutes ago');
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (seconds) => renderLife(seconds).endsWith(' left') === seconds > 0));
});
