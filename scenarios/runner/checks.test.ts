import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { CheckBook, LegEnd } from './checks.ts';

test('a broken requirement gets the verdict of its level, and a message', () => {
  const book = new CheckBook(({ id }) => `s1-${id}`);
  const evidence = { ...sketch({ endpoint: 'token' }), because: [{ id: 'google/x', why: 'so' }] };
  book.must('a', 'A', true, 'unused');
  book.must('b', 'B', false, 'found b', [evidence]);
  book.should('c', 'C', false, 'found c');
  book.may('d', 'D', false, 'found d');
  book.info('e', 'E', 'seen');
  expect(book.results.map(({ id, verdict, message }) => [id, verdict, message])).toEqual([
    ['a', 'pass', undefined],
    ['b', 'fail', 'found b'],
    ['c', 'warn', 'found c'],
    ['d', 'info', 'found d'],
    ['e', 'info', 'seen'],
  ]);
  expect(book.results[1]).toMatchObject({ exchanges: [`s1-${evidence.id}`], behaviours: ['google/x'] });
});

test('an id is used once', () => {
  const book = new CheckBook(({ id }) => id);
  book.must('a', 'A', true, '');
  expect(() => book.must('a', 'A', true, '')).toThrow('recorded twice');
});

test('skip and inconclusive end the leg', () => {
  const book = new CheckBook(({ id }) => id);
  expect(() => book.skip('not for you')).toThrow(LegEnd);
  expect(() => book.inconclusive('who knows')).toThrow('who knows');
});
