import { expect, test } from 'vitest';
import { sampled } from './sample.ts';

const rows = Array.from({ length: 300 }, (_, place) => `row ${place}`);
const part = (sample?: string) => sampled(rows, (row) => row, sample ?? '');

test('without a sample every row runs', () => {
  expect(part()).toEqual(rows);
  expect(part('1/1')).toEqual(rows);
});

test('a sample is about one row in N, the same for the same seed, another for another', () => {
  const [one, other] = [part('1/3:a'), part('1/3:b')];
  for (const { length } of [one, other]) expect(Math.abs(length - 100)).toBeLessThan(40);
  expect(part('1/3:a')).toEqual(one);
  expect(other).not.toEqual(one);
});

test('a sample that cannot be read is refused', () => {
  for (const wrong of ['2/3', 'a third', '1/0']) expect(() => part(wrong)).toThrow(`found "${wrong}"`);
});
