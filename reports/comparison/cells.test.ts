import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type ComparedSource, type Comparison, comparisonSchema } from '../../scenarios/model/index.ts';
import { doubtOf, reasonsOf } from './cells.ts';

const sample: Comparison = comparisonSchema.parse(
  JSON.parse(await readFile(new URL('../sample/compare.json', import.meta.url), 'utf8')),
);

const rowsOf = (story: string) => sample.stories.find(({ id }) => id === story)?.rows ?? [];

const cellIn = (story: string, fact: string, persona: string, step?: string | undefined) =>
  rowsOf(story).find((row) => row.fact === fact && (step === undefined || row.step === step))?.cells[persona];

const row = (name: string, confidence: ComparedSource['confidence']): ComparedSource => ({
  ...{ row: name, url: `https://vendor.example/${confidence}`, checkedOn: '2026-11-23', confidence },
});

test('what a cell says of the row of a behaviour goes before what the behaviour says, and is not said twice', () => {
  const [general, own, other] = [row('G-1', 'recorded'), row('G-1', 'inferred'), row('G-2', 'documented')];
  const behaviours = {
    'google/one': { summary: 'One.', source: general },
    'google/two': { summary: 'Two.', source: row('G-3', 'recorded') },
  };
  const cell = { text: '401', behaviours: ['google/one', 'google/two', 'toString'], sources: [own, other] };
  expect(reasonsOf({ behaviours }, cell)).toEqual({
    reasons: [
      { id: 'google/one', source: own, isOwn: true },
      { id: 'google/two', source: behaviours['google/two'].source, isOwn: false },
      { id: 'toString', isOwn: false },
    ],
    rows: [other],
  });
});

/** Cells that are our conclusion, or rest on what users say. Row, story, fact, persona, step. */
const DOUBTED: readonly (readonly [string, string, string, string, string?])[] = [
  ['F-62', 'logout-and-login', 'reach', 'facebook', 'logout at the provider, and what it reached'],
  ['P-42', 'password-changed', 'call-status', 'first-party'],
  ['A-71', 'password-changed', 'call-status', 'auth0'],
  ['A-69', 'password-changed', 'token-status', 'auth0'],
  ['A-12', 'second-login', 'pages', 'auth0', 'login that asks for consent again'],
  ['A-90', 'missing-email', 'last-status', 'auth0'],
  ['A-61', 'next-day-offline', 'id-token', 'auth0'],
  ['A-30', 'first-login', 'members', 'auth0'],
  ['G-65', 'next-day-online', 'challenge', 'google'],
  ['G-23', 'second-login', 'redirect', 'google', 'second login'],
  ['G-42', 'answer-lost', 'call-status', 'google'],
  ['P-50', 'answer-lost', 'call-status', 'first-party'],
  ['F-22', 'provider-down', 'redirect', 'facebook'],
];

const NAMED = DOUBTED.map(([name, story, fact, persona, step]) => ({ name, story, fact, persona, step }));

test.each(NAMED)('$name is no certain row: $story, $fact, $persona', ({ name, story, fact, persona, step }) => {
  const cell = cellIn(story, fact, persona, step);
  if (cell === undefined) throw new Error('there is no such cell');
  const { reasons, rows } = reasonsOf(sample, cell);
  const said = [...reasons.flatMap(({ source }) => source ?? []), ...rows].filter((source) => source.row === name);
  expect(said.map(doubtOf)).toContainEqual(expect.stringMatching(/^, (?:inferred|reported)$/));
  expect(said.map(doubtOf)).not.toContain('');
});
