import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Match, TextIndex } from './text-index.ts';
import { WINDOW } from './windows.ts';

const everyPlace = (text: string, needle: string): readonly string[] =>
  Array.from({ length: text.length }, (_, start) => start)
    .filter((start) => text.startsWith(needle, start))
    .map((start) => `${start} ${needle}`);

const indexOf = (needles: readonly string[]): TextIndex => {
  const index = new TextIndex();
  for (const [item, needle] of needles.entries()) index.add(needle, item);
  return index;
};

/** The number of characters below any match. */
const countCovered = (found: readonly Match[]): number => {
  const covered = new Uint8Array(Math.max(0, ...found.map(({ end }) => end)));
  for (const { start, end } of found) covered.fill(1, start, end);
  return covered.reduce((sum, each) => sum + each, 0);
};

/** The number of characters that were read, beside the result. A mock would remember each. */
const countReads = <T>(run: () => T): readonly [T, number] => {
  const original = String.prototype.charCodeAt;
  let reads = 0;
  const counting = function (this: string, place: number): number {
    reads += 1;
    return original.call(this, place);
  };
  Object.defineProperty(String.prototype, 'charCodeAt', { value: counting, configurable: true, writable: true });
  try {
    return [run(), reads];
  } finally {
    Object.defineProperty(String.prototype, 'charCodeAt', { value: original, configurable: true, writable: true });
  }
};

describe('the text index', () => {
  it('finds every needle wherever it stands, and nothing else', () => {
    const letter = fc.constantFrom('a', 'b');
    const needle = fc.string({ unit: letter, minLength: WINDOW, maxLength: 12 });
    const run = fc.property(
      fc.uniqueArray(needle, { maxLength: 60 }),
      fc.string({ unit: letter, maxLength: 60 }),
      (needles, text) => {
        const found = indexOf(needles)
          .find(text)
          .map(({ start, end, item }) => `${start} ${text.slice(start, end) === needles[item] ? needles[item] : 'wrong'}`);
        expect(found.toSorted()).toEqual(needles.flatMap((each) => everyPlace(text, each)).toSorted());
      },
    );
    fc.assert(run, { numRuns: 1000 });
  });

  it('knows every whole needle by its item, and no other text', () => {
    const needle = fc.string({ minLength: WINDOW, maxLength: 40 }).map((text) => text.toLowerCase());
    const run = fc.property(fc.uniqueArray(needle, { maxLength: 200 }), needle, (needles, other) => {
      const index = indexOf(needles);
      expect(needles.map((each) => index.itemOf(each))).toEqual(needles.map((_, item) => item));
      expect(index.itemOf(other)).toBe(needles.includes(other) ? needles.indexOf(other) : undefined);
      const half = index.keeping((item) => (item % 2 === 0 ? item / 2 : undefined));
      expect(needles.map((each) => half.itemOf(each))).toEqual(needles.map((_, item) => (item % 2 === 0 ? item / 2 : undefined)));
    });
    fc.assert(run);
  });

  it('covers a text that repeats itself by needles that do, of thousands of lengths, with few matches at a place', () => {
    const needles = Array.from({ length: 3000 }, (_, i) => 'z'.repeat(WINDOW + i));
    const found = indexOf(needles).find('z'.repeat(5000));
    expect(found.length).toBeLessThan(5000 * 32);
    expect(countCovered(found)).toBe(5000);
  });

  it('compares a long needle that repeats itself only where it may stand', () => {
    const secret = `${'z'.repeat(4000)}!${'z'.repeat(4000)}`;
    const index = indexOf(['z'.repeat(9000), 'z'.repeat(70_000), 'ab'.repeat(5000), secret]);
    const text = `${'z'.repeat(30_000)} ${'ab'.repeat(6000)} ${secret}`;
    const [found, reads] = countReads(() => index.find(text));
    expect(reads).toBeLessThan(300 * text.length);
    expect(countCovered(found)).toBe(text.length - 2);
  });

  it.each([40, 400])('covers all of a text of which the same %i characters are repeated, as its needle is', (period) => {
    const unit = Array.from({ length: period }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i) % 23))).join('');
    const needle = unit.repeat(Math.ceil(70_000 / period));
    const found = indexOf([needle]).find(needle);
    expect(countCovered(found)).toBe(needle.length);
  });

  it('finds a long needle among text that is like it', () => {
    const random = Array.from({ length: 2000 }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i) % 26))).join('');
    const needle = `${random}-one-window-of-its-own-${random}`;
    expect(indexOf([needle]).find(`${random}${needle}${random}`)).toEqual([{ start: 2000, end: 2000 + needle.length, item: 0 }]);
  });

  it('finds needles whatever has become of their case', () => {
    const index = indexOf(['Secret-Of-A-Host']);
    expect(index.find('https://secret-of-a-host.example')).toEqual([{ start: 8, end: 24, item: 0 }]);
  });
});
