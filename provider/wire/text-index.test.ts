import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextIndex, WINDOW } from './text-index.ts';

const everyPlace = (text: string, needle: string): readonly string[] =>
  Array.from({ length: text.length }, (_, start) => start)
    .filter((start) => text.startsWith(needle, start))
    .map((start) => `${start} ${needle}`);

describe('the text index', () => {
  it('finds every needle wherever it stands, and nothing else', () => {
    const letter = fc.constantFrom('a', 'b');
    const needle = fc.string({ unit: letter, minLength: WINDOW, maxLength: 12 });
    const run = fc.property(
      fc.uniqueArray(needle, { maxLength: 8 }),
      fc.string({ unit: letter, maxLength: 60 }),
      (needles, text) => {
        const index = new TextIndex<string>();
        for (const each of needles) index.add(each, each);
        const found = index
          .find(text)
          .map(({ start, end, item }) => `${start} ${text.slice(start, end) === item ? item : 'wrong'}`);
        expect(found.toSorted()).toEqual(needles.flatMap((each) => everyPlace(text, each)).toSorted());
      },
    );
    fc.assert(run, { numRuns: 1000 });
  });
});
