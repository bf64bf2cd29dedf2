import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextIndex, WINDOW } from './text-index.ts';

const everyPlace = (text: string, needle: string): readonly string[] =>
  Array.from({ length: text.length }, (_, start) => start)
    .filter((start) => text.startsWith(needle, start))
    .map((start) => `${start} ${needle}`);

const indexOf = (needles: readonly string[]): TextIndex => {
  const index = new TextIndex();
  for (const [item, needle] of needles.entries()) index.add(needle, item);
  return index;
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
    const covered = new Set(found.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)));
    expect(covered.size).toBe(5000);
  });

  it('finds needles whatever has become of their case', () => {
    const index = indexOf(['Secret-Of-A-Host']);
    expect(index.find('https://secret-of-a-host.example')).toEqual([{ start: 8, end: 24, item: 0 }]);
  });
});
