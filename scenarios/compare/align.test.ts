import { expect, test } from 'vitest';
import type { ComparedCell } from '../model/index.ts';
import { alignRows, differencesFirst } from './align.ts';
import type { PlayedStep, PlayedStory } from './play.ts';
import type { CompareStory, Fact } from './story.ts';

const fact = (id: string): Fact => ({ id, title: `title of ${id}`, stages: /x/, read: () => undefined });
const cell = (text: string): ComparedCell => ({ text, behaviours: [] });

const step = (title: string, cells: Readonly<Record<string, string>>, cannot?: string): PlayedStep => ({
  title,
  cells: new Map(Object.entries(cells).map(([id, text]) => [id, cell(text)])),
  ...(cannot !== undefined && { cannot: { text: cannot, behaviours: [], cannot: true } }),
});

const played = (...steps: readonly PlayedStep[]): PlayedStory => ({ steps, moves: [] });

const STORY: CompareStory = {
  id: 'story',
  title: 'Story',
  about: 'About it.',
  steps: [
    { title: 'one', act: async () => undefined, facts: [fact('a'), fact('b')] },
    { title: 'two', act: async () => undefined, facts: [fact('a')] },
  ],
};

const rowsOf = (...columns: readonly (readonly [string, PlayedStory])[]) => alignRows(STORY, new Map(columns));

test('the same fact of the same step stands in one row, whoever tells it', () => {
  const rows = rowsOf(
    ['left', played(step('one', { a: '200', b: 'yes' }), step('two', { a: '401' }))],
    ['right', played(step('one', { a: '200', b: 'no' }), step('two', { a: '401' }))],
  );
  expect(rows.map(({ step: title, fact: id, differs }) => [title, id, differs])).toEqual([
    ['one', 'a', false],
    ['one', 'b', true],
    ['two', 'a', false],
  ]);
  expect(rows[1]?.cells).toEqual({ left: cell('yes'), right: cell('no') });
});

test('a step that cannot be played says why in each of its rows, and a fact that nobody tells has none', () => {
  const rows = rowsOf(
    ['left', played(step('one', { a: '200' }), step('two', {}))],
    ['right', played(step('one', {}, 'no such thing'), step('two', {}))],
  );
  expect(rows.map(({ cells }) => cells)).toEqual([
    { left: cell('200'), right: { text: 'no such thing', behaviours: [], cannot: true } },
    {
      left: { text: 'not there', behaviours: [], cannot: true },
      right: { text: 'no such thing', behaviours: [], cannot: true },
    },
  ]);
});

test('what a fact says where others have it, and it cannot be read', () => {
  const told: Fact = { ...fact('a'), absent: 'none: it was refused' };
  const story: CompareStory = { ...STORY, steps: [{ title: 'one', act: async () => undefined, facts: [told] }] };
  const rows = alignRows(
    story,
    new Map([
      ['left', played(step('one', { a: '200' }))],
      ['right', played(step('one', {}))],
    ]),
  );
  expect(rows.map(({ cells }) => cells.right)).toEqual([{ text: 'none: it was refused', behaviours: [], cannot: true }]);
});

test('differences come first, and both halves keep the order of the story', () => {
  const rows = rowsOf(
    ['left', played(step('one', { a: '1', b: '1' }), step('two', { a: '1' }))],
    ['right', played(step('one', { a: '1', b: '2' }), step('two', { a: '2' }))],
  );
  expect(differencesFirst(rows).map(({ step: title, fact: id }) => `${title} ${id}`)).toEqual(['one b', 'two a', 'one a']);
});
