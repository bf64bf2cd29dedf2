import { expect, test } from 'vitest';
import { newest } from './windowing.ts';

test('the newest are shown and the others counted', () => {
  expect(newest([1, 2, 3, 4, 5], 2)).toEqual({ shown: [4, 5], hidden: 3 });
  expect(newest([1], 2)).toEqual({ shown: [1], hidden: 0 });
  expect(newest([], 2)).toEqual({ shown: [], hidden: 0 });
});
