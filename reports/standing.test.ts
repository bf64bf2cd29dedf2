import { expect, test } from 'vitest';
import type { ScenarioResult, Verdict } from '../scenarios/model/index.ts';
import { readSampleRun } from './contract/sample-run.ts';
import { byUrgency, explainStanding, isRed, readStanding, type Standing } from './standing.ts';

const result = (verdict: Verdict, expected?: Verdict): ScenarioResult => {
  const { expected: _, reason: __, ...plain } = readSampleRun().results[0] as ScenarioResult;
  return { ...plain, verdict, ...(expected === undefined ? {} : { expected }) };
};

const TABLE: readonly (readonly [Verdict, Verdict | undefined, Standing])[] = [
  ['pass', undefined, 'fine'],
  ['info', undefined, 'fine'],
  ['warn', undefined, 'fine'],
  ['skip', undefined, 'fine'],
  ['fail', undefined, 'new'],
  ['inconclusive', undefined, 'new'],
  ['fail', 'fail', 'known'],
  ['warn', 'warn', 'known'],
  ['inconclusive', 'inconclusive', 'known'],
  ['pass', 'pass', 'fine'],
  ['pass', 'fail', 'stale'],
  ['warn', 'fail', 'stale'],
  ['fail', 'warn', 'new'],
  ['inconclusive', 'fail', 'new'],
  ['skip', 'fail', 'fine'],
];

for (const [verdict, expected, standing] of TABLE) {
  test(`${verdict} where ${expected ?? 'nothing'} is expected is ${standing}`, () => {
    expect(readStanding(result(verdict, expected), {})).toBe(standing);
  });
}

test('a strict run is red for a warning, unless it is known', () => {
  expect(isRed(result('warn'), { strict: true })).toBe(true);
  expect(isRed(result('warn', 'warn'), { strict: true })).toBe(false);
  expect(isRed(result('warn'), {})).toBe(false);
});

test('what is new comes before what is stale or known, and the worse verdict first', () => {
  const results = [result('pass'), result('fail', 'fail'), result('pass', 'fail'), result('inconclusive'), result('fail')];
  expect(results.toSorted(byUrgency({})).map(({ verdict, expected }) => [verdict, expected])).toEqual([
    ['fail', undefined],
    ['inconclusive', undefined],
    ['pass', 'fail'],
    ['fail', 'fail'],
    ['pass', undefined],
  ]);
});

test('an entry that no longer matches says what it says, what was found and what to do', () => {
  const stale = { ...result('pass', 'fail'), reason: 'known since version 9' };
  expect(explainStanding(stale, {})).toMatchInlineSnapshot(
    `"expected.json says fail (known since version 9), found pass: correct the entry or remove it."`,
  );
  expect(explainStanding(result('inconclusive', 'fail'), {})).toMatchInlineSnapshot(
    `"expected.json says fail, but this could not be judged."`,
  );
});
