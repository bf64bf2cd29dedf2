import { expect, test } from 'vitest';
import { comparisonSchema, type RunResult } from '../../scenarios/model/index.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { COMPARISON_FORMATS } from './formats/index.ts';
import { compareApp } from './of-app.ts';

const run = readSampleRun();
const [first] = run.results;
const area = first?.area ?? '';

/** The results of one app, the first of which has another verdict. */
const withVerdict = (verdict: 'pass' | 'fail'): RunResult => ({
  ...run,
  results: first ? [{ ...first, verdict, checks: [], exchanges: [] }] : [],
});

const told = compareApp(
  'web',
  [
    { persona: 'google', run: withVerdict('pass') },
    { persona: 'auth0', run: withVerdict('fail') },
  ],
  '1',
);

test('an area is a story, and a scenario a row whose cells are the verdicts of each provider', () => {
  expect(comparisonSchema.parse(told)).toEqual(told);
  const [story] = told.stories;
  expect(story?.id).toBe(area);
  expect(story?.rows[0]).toMatchObject({ fact: 'verdict', differs: true, cells: { google: { text: 'pass' } } });
  expect(story?.rows[0]?.cells.auth0?.text).toMatch(/^fail/);
  expect(story?.rows.find(({ fact }) => fact === 'wire')).toMatchObject({ differs: false });
});

test('it says which app was played, and draws no diagram of what it does not hold', () => {
  expect(COMPARISON_FORMATS.text.render(told)).toMatch(/Google, Auth0: the same story, played with web/);
  expect(COMPARISON_FORMATS.html.render(told)).not.toContain('Sequence diagrams');
});

test('a scenario that was not played at one of them says so', () => {
  const { stories } = compareApp(
    'web',
    [
      { persona: 'google', run: withVerdict('pass') },
      { persona: 'auth0', run: { ...run, results: [] } },
    ],
    '1',
  );
  expect(stories[0]?.rows[0]?.cells.auth0).toEqual({ text: 'not played here', behaviours: [], cannot: true });
});
