import { expect, it } from 'vitest';
import { pacificDate } from './pacific-date.ts';

it('tells winter time in winter and summer time in summer', () => {
  expect(pacificDate(Date.UTC(2018, 1, 15, 2, 0, 0) / 1000)).toBe('Wednesday, 14-Feb-18 18:00:00 PST');
  expect(pacificDate(Date.UTC(2022, 9, 6, 7, 0, 0) / 1000)).toBe('Thursday, 06-Oct-22 00:00:00 PDT');
  expect(pacificDate(Date.UTC(2022, 10, 23, 3, 54, 40) / 1000)).toBe('Tuesday, 22-Nov-22 19:54:40 PST');
});

it('changes at the hour at which California changes', () => {
  const change = Date.UTC(2026, 2, 8, 10, 0, 0) / 1000;
  expect([pacificDate(change - 1), pacificDate(change)]).toEqual([
    'Sunday, 08-Mar-26 01:59:59 PST',
    'Sunday, 08-Mar-26 03:00:00 PDT',
  ]);
});

it('stays a date at the ends of time', () => {
  expect(pacificDate(1e18)).toMatch(/^Friday, 12-Sep-60 /);
});
