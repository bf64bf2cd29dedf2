import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { shiftClock } from './client-clock.ts';

test('every way to ask the time answers the shifted one, and nothing else changes', () => {
  const before = globalThis.Date;
  const { now } = before;
  const fresh = () => new Date();
  try {
    shiftClock(0);
    expect(globalThis.Date).toBe(before);
    shiftClock(3_600_000);
    const real = Number(runInNewContext('Date.now()'));
    const hours = (time: number) => Math.round((time - real) / 3_600_000);
    expect([Date.now(), fresh().valueOf(), Date.parse(Date()), +Reflect.construct(Date, [])].map(hours)).toEqual([1, 1, 1, 1]);
    expect(new Date(5).getTime()).toBe(5);
    expect(new Date()).toBeInstanceOf(before);
    class Moment extends Date {}
    expect(hours(+new Moment())).toBe(1);
    expect(new Moment()).toBeInstanceOf(Moment);
    shiftClock(7_200_000);
    expect(hours(fresh().valueOf())).toBe(2);
    shiftClock(0);
    expect(hours(fresh().valueOf())).toBe(0);
  } finally {
    globalThis.Date = before;
    before.now = now;
  }
});
