import { expect, test } from 'vitest';
import { randomByPattern } from './random.ts';

test('a pattern becomes a text of that form, another one each time', () => {
  const made = () => randomByPattern('{digits:12}-{lower:32}.example {hex:32} s-{text:28}');
  expect(made()).toMatch(/^[1-9]\d{11}-[a-z0-9]{32}\.example [0-9a-f]{32} s-[\w-]{28}$/);
  expect(made()).not.toBe(made());
});
