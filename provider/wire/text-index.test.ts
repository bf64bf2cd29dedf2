import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
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

  it('finds long needles that repeat themselves, and stretches that go on like them, in time that grows with the text alone', () => {
    const index = new TextIndex<string>();
    const compared = vi.spyOn(String.prototype, 'startsWith');
    onTestFinished(() => compared.mockRestore());
    const secret = `${'z'.repeat(4000)}!${'z'.repeat(4000)}`;
    for (const [name, needle] of Object.entries({
      z: 'z'.repeat(9000),
      longer: 'z'.repeat(70_000),
      ab: 'ab'.repeat(5000),
      secret,
    }))
      index.add(needle, name);
    const text = `- ${'z'.repeat(100_000)} ${'ab'.repeat(6000)} ${secret} zzzzzzzzzzz`;
    const found = index.find(text).map(({ start, end, item }) => [item, text.slice(start, end).length]);
    const characters = compared.mock.calls.reduce((sum, [needle]) => sum + needle.length, 0);
    expect(found).toEqual([
      ['z', 100_000],
      ['ab', 12_000],
      ['z', 4000],
      ['secret', 8001],
      ['z', 4000],
    ]);
    expect(characters).toBeLessThan(300 * text.length);
  });

  it('finds a long needle that is like no other part of itself', () => {
    const random = Array.from({ length: 2000 }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i) % 26))).join('');
    const needle = `${random}-one-window-of-its-own-${random}`;
    const index = new TextIndex<string>();
    index.add(needle, 'long');
    expect(index.find(`${random}${needle}${random}`)).toEqual([{ start: 2000, end: 2000 + needle.length, item: 'long' }]);
  });
});
