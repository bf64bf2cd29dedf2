import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { type Comparison, comparisonSchema } from '../../scenarios/model/index.ts';
import { hostileTwists, knownAttacks } from '../contract/hostile-run.ts';
import { attributeOf, readElements, readText } from '../contract/read-html.ts';
import { COMPARISON_FORMATS } from './formats/index.ts';

const sample: Comparison = comparisonSchema.parse(
  JSON.parse(await readFile(new URL('../sample/compare.json', import.meta.url), 'utf8')),
);

/** Two stories are enough to meet every part of a page. */
const SMALL: Comparison = { ...sample, stories: sample.stories.filter(({ id }) => /^(?:second-login|refresh-twice)$/.test(id)) };

/** The comparison with everything that may come from elsewhere replaced. */
const hostile = (text: string): Comparison => ({
  ...SMALL,
  personas: SMALL.personas.map((persona) => ({ ...persona, title: text, docs: text })),
  headlines: SMALL.headlines.map((headline) => ({ ...headline, title: text })),
  stories: SMALL.stories.map((story) => ({
    ...story,
    ...{ title: text, about: text, notes: { auth0: text } },
    rows: story.rows.map((row) => ({
      ...row,
      title: text,
      cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, { ...cell, text }])),
    })),
    moves: Object.fromEntries(
      Object.entries(story.moves).map(([id, moves]) => [id, moves.map((move) => ({ ...move, method: text, endpoint: text }))]),
    ),
  })),
  behaviours: Object.fromEntries(
    Object.entries(SMALL.behaviours).map(([id, behaviour]) => [
      id,
      { ...behaviour, summary: text, remedy: text, source: { ...behaviour.source, url: text, row: text } },
    ]),
  ),
});

const tagsIn = (html: string): readonly string[] => readElements(html).map(({ tagName }) => tagName);
const PLAIN = tagsIn(COMPARISON_FORMATS.html.render(hostile('plain')));

describe('hostile texts stay texts', () => {
  test('in HTML: the same elements, no script, no address but of the web or of the page', () => {
    fc.assert(
      fc.property(hostileTwists, (twist) => {
        const html = COMPARISON_FORMATS.html.render(hostile(twist('words')));
        const elements = readElements(html);
        expect(elements.map(({ tagName }) => tagName).filter((tag) => tag !== 'a')).toEqual(PLAIN.filter((tag) => tag !== 'a'));
        const hrefs = elements.flatMap((element) => attributeOf(element, 'href') ?? []);
        expect(hrefs.filter((href) => !/^(?:https?:\/\/|#)/.test(href))).toEqual([]);
      }),
      { numRuns: 20, examples: knownAttacks },
    );
  });

  test('in Markdown: no markup of theirs', () => {
    fc.assert(
      fc.property(hostileTwists, (twist) => {
        const html = micromark(COMPARISON_FORMATS.markdown.render(hostile(twist('words'))), {
          extensions: [gfm()],
          htmlExtensions: [gfmHtml()],
        });
        expect(html).not.toMatch(/<(?:script|img|h1>.*<h1)/);
        expect(html.match(/<h2>/g)).toHaveLength(SMALL.stories.length);
        expect(html.match(/<table>/g)).toHaveLength(SMALL.stories.length + 1);
      }),
      { numRuns: 20, examples: knownAttacks },
    );
  });

  test('on a terminal: no character that moves the cursor or turns the text around', () => {
    fc.assert(
      fc.property(hostileTwists, (twist) => {
        expect(COMPARISON_FORMATS.text.render(hostile(twist('words')))).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      }),
      { numRuns: 20, examples: knownAttacks },
    );
  });

  test('in JSON: what comes out is what went in', () => {
    fc.assert(
      fc.property(hostileTwists, (twist) => {
        const whole = hostile(twist('words'));
        expect(JSON.parse(COMPARISON_FORMATS.json.render(whole))).toEqual(JSON.parse(JSON.stringify(whole)));
      }),
      { numRuns: 20, examples: knownAttacks },
    );
  });
});

test('the page needs nothing from elsewhere, and draws the providers of a story side by side', () => {
  const html = COMPARISON_FORMATS.html.render(SMALL);
  const elements = readElements(html);
  expect(elements.filter(({ tagName }) => ['script', 'img', 'link', 'iframe'].includes(tagName))).toEqual([]);
  const diagrams = elements.filter((element) => attributeOf(element, 'class')?.startsWith('diagram '));
  expect(diagrams).toHaveLength(SMALL.stories.length * SMALL.personas.length);
  const text = elements.map(readText).join(' ');
  expect(text).toContain('google/refresh/first-consent-only');
});

const LINKED = /[[>]documentation[\]<]/;

test('what no behaviour decided links the page of the vendor, and nothing where there is no vendor', () => {
  const chosen = { ...sample, stories: sample.stories.filter(({ id }) => id === 'more-scopes-later') };
  const without = { ...chosen, personas: chosen.personas.map((persona) => ({ ...persona, docs: '' })) };
  for (const { render } of [COMPARISON_FORMATS.markdown, COMPARISON_FORMATS.html]) {
    expect(render(chosen)).toMatch(LINKED);
    expect(LINKED.test(render(without))).toBe(false);
  }
});

test('every link inside the page leads somewhere', () => {
  const elements = readElements(COMPARISON_FORMATS.html.render(sample));
  const ids = new Set(elements.flatMap((element) => attributeOf(element, 'id') ?? []));
  const hrefs = elements.flatMap((element) => attributeOf(element, 'href') ?? []).filter((href) => href.startsWith('#'));
  expect(hrefs.length).toBeGreaterThan(100);
  expect(hrefs.filter((href) => !ids.has(href.slice(1)))).toEqual([]);
});

test('the same comparison gives the same bytes', () => {
  for (const { render } of Object.values(COMPARISON_FORMATS)) expect(render(SMALL)).toBe(render(structuredClone(SMALL)));
});
