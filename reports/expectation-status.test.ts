import { expect, test } from 'vitest';
import type { Finding, ScenarioResult, Verdict } from '../scenarios/model/index.ts';
import { readSampleRun } from './contract/sample-run.ts';
import {
  byUrgency,
  type ExpectationStatus,
  explainExpectationStatus,
  isRed,
  readExpectationStatus,
  readNote,
} from './expectation-status.ts';

const result = (verdict: Verdict, expected?: Verdict): ScenarioResult => {
  const { expected: _, reason: __, ...plain } = readSampleRun().results[0] as ScenarioResult;
  return { ...plain, verdict, ...(expected === undefined ? {} : { expected }) };
};

const TABLE: readonly (readonly [Verdict, Verdict | undefined, ExpectationStatus])[] = [
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

for (const [verdict, expected, status] of TABLE) {
  test(`${verdict} where ${expected ?? 'nothing'} is expected is ${status}`, () => {
    expect(readExpectationStatus(result(verdict, expected), {})).toBe(status);
  });
}

test('a strict run is red for a warning, unless it is known', () => {
  expect(isRed(result('warn'), { strict: true })).toBe(true);
  expect(isRed(result('warn', 'warn'), { strict: true })).toBe(false);
  expect(isRed(result('warn'), {})).toBe(false);
});

const breach: Finding = { rule: 'token-in-query', verdict: 'fail', message: 'a token stands in a query', exchanges: [] };

test('a breach of a rule turns a result red whatever else it found, unless it is known', () => {
  const unexpected = { ...result('pass'), findings: [breach] };
  expect([isRed(unexpected, {}), readNote(unexpected, {})]).toEqual([true, '+ rule token-in-query']);
  const known = { ...result('pass'), findings: [{ ...breach, expected: true as const }] };
  expect([isRed(known, {}), readNote(known, {})]).toEqual([false, '']);
  const mild = { ...result('pass'), findings: [{ ...breach, verdict: 'warn' as const }] };
  expect([isRed(mild, {}), isRed(mild, { strict: true })]).toEqual([false, true]);
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
  expect(explainExpectationStatus(stale, {})).toMatchInlineSnapshot(
    `"expected.json expects fail (known since version 9), but the result is pass. Correct the entry or remove it."`,
  );
  expect(explainExpectationStatus(result('inconclusive', 'fail'), {})).toMatchInlineSnapshot(
    `"expected.json expects fail, but this could not be judged."`,
  );
});
