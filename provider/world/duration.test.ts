import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

describe('durations', () => {
  it('adds up days, hours, minutes and seconds', () => {
    expect(parseDuration('61m')).toBe(3_660);
    expect(parseDuration('1d')).toBe(86_400);
    expect(parseDuration('2h30m')).toBe(9_000);
    expect(parseDuration('1d2h3m4s')).toBe(93_784);
  });

  it.each(['', '0s', '5', 'm', '1.5h', '-1m', '30m2h', '1 h', '1w', '99999d'])(
    'refuses "%s" and says what it expected',
    (text) => {
      expect(() => parseDuration(text)).toThrow(`found "${text}"`);
    },
  );

  it('never takes a text that is not a duration', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/.test(text));
        expect(() => parseDuration(text)).toThrow('Expected a duration such as 61m');
      }),
    );
  });
});
