import { expect, test } from 'vitest';
import type { Exchange } from '../../model/index.ts';
import { clientOf, groupFlows, renderTitle } from './flows.ts';
import { exchangeWith } from './test-exchange.ts';

const told = (exchanges: readonly Exchange[]): string[] =>
  groupFlows(exchanges).map(({ exchanges: own }) => own.map(({ id }) => id).join(' '));

test('exchanges of one login stay together, the login with the latest exchange first', () => {
  const of = (flow: string) => ({ flow });
  const exchanges = [exchangeWith(1, of('a')), exchangeWith(2, of('b')), exchangeWith(3, of('a')), exchangeWith(4, of('b'))];
  expect(told(exchanges)).toEqual(['x2 x4', 'x1 x3']);
  expect(told([...exchanges, exchangeWith(5, of('a'))])).toEqual(['x1 x3 x5', 'x2 x4']);
});

test('what belongs to no login is one story, until a minute passes without it or the world grows older', () => {
  const later = (sequence: number, startedAtEpochMs: number, agedSeconds?: number) =>
    exchangeWith(sequence, { startedAtEpochMs, ...(agedSeconds && { agedSeconds }) });
  expect(told([later(1, 0), later(2, 59_999)])).toEqual(['x1 x2']);
  expect(told([later(1, 0), later(2, 60_000)])).toEqual(['x2', 'x1']);
  expect(told([later(1, 0), later(2, 1, 3600), later(3, 2, 3600)])).toEqual(['x2 x3', 'x1']);
  expect(told([later(1, 0), exchangeWith(2, { flow: 'a' }), later(3, 1)])).toEqual(['x1 x3', 'x2']);
});

test('an error page stands with the login that led to it', () => {
  const start = exchangeWith(1, { flow: 'a', endpoint: 'authorize', client: 'shop' });
  const page = (members: Partial<Exchange> = {}) => exchangeWith(2, { endpoint: 'error-page', client: 'shop', ...members });
  expect(told([start, page()])).toEqual(['x1 x2']);
  expect(told([start, page({ client: 'other' })])).toEqual(['x2', 'x1']);
  expect(told([start, page({ startedAtEpochMs: 90_000 })])).toEqual(['x2', 'x1']);
  expect(told([start, page({ endpoint: 'token' })])).toEqual(['x2', 'x1']);
});

test('a flow keeps its key while it grows', () => {
  const keys = (...exchanges: readonly Exchange[]) => groupFlows(exchanges).map(({ key }) => key);
  const first = exchangeWith(1);
  expect(keys(first)).toEqual(keys(first, exchangeWith(2)));
});

test('a login is named after its person as soon as one is known', () => {
  const start = exchangeWith(1, { flow: 'a', client: 'shop' });
  const titles = (...exchanges: readonly Exchange[]) => groupFlows(exchanges).map(renderTitle);
  expect(titles(start)).toEqual(['A login at google']);
  expect(titles(start, exchangeWith(2, { flow: 'a', person: 'ana' }))).toEqual(['Login of ana at google']);
  expect(titles(exchangeWith(1))).toEqual(['Outside of any login']);
  expect(groupFlows([start, exchangeWith(2, { flow: 'a' })]).map(clientOf)).toEqual(['shop']);
});

test('ten thousand exchanges are sorted without being lost', () => {
  const exchanges = Array.from({ length: 10_000 }, (_, index) => exchangeWith(index, { flow: `f${index % 1500}` }));
  const flows = groupFlows(exchanges);
  expect(flows).toHaveLength(1500);
  expect(flows.reduce((sum, { exchanges: own }) => sum + own.length, 0)).toBe(10_000);
});
