import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { hostileTwists, knownAttacks } from '../contract/hostile-run.ts';
import { attributeOf, readElements } from '../contract/read-html.ts';
import { type Sheet, sheetHtml, sheetMarkdown, sheetText } from './sheet.ts';

const sheetOf = (text: string): Sheet => ({
  title: text,
  about: [text],
  entries: [{ title: text, lines: [{ word: text, text, sources: [{ text, url: text }] }] }],
  nothing: 'nothing',
  end: [text],
});

const hold = (property: (text: string) => void): void =>
  fc.assert(
    fc.property(hostileTwists, (twist) => property(twist('words'))),
    { numRuns: 30, examples: knownAttacks },
  );

const withoutLinks = (html: string): readonly string[] =>
  readElements(html).flatMap(({ tagName }) => (tagName === 'a' ? [] : tagName));

test('hostile texts stay texts in HTML', () => {
  const plain = withoutLinks(sheetHtml(sheetOf('words')));
  hold((text) => {
    const html = sheetHtml(sheetOf(text));
    expect(withoutLinks(html)).toEqual(plain);
    const hrefs = readElements(html).flatMap((element) => attributeOf(element, 'href') ?? []);
    expect(hrefs.filter((href) => !/^https?:\/\//.test(href))).toEqual([]);
  });
});

test('hostile texts stay texts in Markdown', () => {
  hold((text) => {
    const html = micromark(sheetMarkdown(sheetOf(text)), { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    expect(html).not.toMatch(/<(?:script|img)/);
    expect(html.match(/<h[12]>/g)).toHaveLength(2);
    expect(html.match(/<li>/g)).toHaveLength(1);
  });
});

test('hostile texts stay texts on a terminal', () => {
  hold((text) => {
    expect(sheetText(sheetOf(text), { color: false, width: 80 })).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });
});

test('without an entry it says so', () => {
  const none = { ...sheetOf('words'), entries: [] };
  expect(sheetText(none, { color: false, width: 80 })).toContain('\nnothing\n');
  expect(sheetMarkdown(none)).toContain('\nnothing\n');
  expect(sheetHtml(none)).toContain('<p>nothing</p>');
});
