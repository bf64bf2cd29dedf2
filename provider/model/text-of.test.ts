import { expect, test } from 'vitest';
import { textOf } from './text-of.ts';

test.each([
  ['a', 'a'],
  [1, '1'],
  [null, 'null'],
  [['a', ['b', 2]], 'a,b,2'],
  [{ toString: 1, valueOf: 1 }, '{"toString":1,"valueOf":1}'],
  [[{ toString: 1 }], '{"toString":1}'],
])('%j is written as %s', (value, text) => expect(textOf(value)).toBe(text));
