import { expect, test } from 'vitest';
import { foldFlow } from './flow-rows.ts';
import { exchangeWith } from './test-exchange.ts';

const flowOf = (count: number, ...refused: readonly number[]) =>
  Array.from({ length: count }, (_, index) =>
    exchangeWith(index + 1, refused.includes(index + 1) ? { response: { status: 401, headers: [] } } : {}),
  );

const told = (...input: Parameters<typeof foldFlow>) =>
  foldFlow(...input).map((part) => (part.kind === 'shown' ? part.exchange.sequence : `${part.exchanges.length} folded`));

test('a short flow is shown whole', () => {
  expect(told(flowOf(8))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('of a long flow the newest exchanges are shown, and the latest that were refused', () => {
  expect(told(flowOf(20, 1, 3, 9))).toEqual(['2 folded', 3, '5 folded', 9, '7 folded', 17, 18, 19, 20]);
});

test('an open exchange is never folded', () => {
  expect(told(flowOf(20), 'x4')).toEqual(['3 folded', 4, '12 folded', 17, 18, 19, 20]);
});
