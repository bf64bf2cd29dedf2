import { expect, test } from 'vitest';
import { type Counted, countedAs, type Finding, type ScenarioResult, type Verdict } from '../scenarios/model/index.ts';
import { readSampleRun } from './contract/sample-run.ts';
import { byUrgency, explainKnown, isRed, readNote } from './counted.ts';

const result = (verdict: Verdict, expected?: Verdict): ScenarioResult => {
  const { expected: _, reason: __, ...plain } = readSampleRun().results[0] as ScenarioResult;
  return { ...plain, verdict, checks: [], ...(expected === undefined ? {} : { expected }) };
};

const TABLE: readonly (readonly [Verdict, Verdict | undefined, Counted])[] = [
  ['pass', undefined, 'pass'],
  ['info', undefined, 'info'],
  ['warn', undefined, 'warn'],
  ['skip', undefined, 'skip'],
  ['fail', undefined, 'fail'],
  ['inconclusive', undefined, 'inconclusive'],
  ['fail', 'fail', 'known'],
  ['warn', 'warn', 'known'],
  ['inconclusive', 'inconclusive', 'known'],
  ['pass', 'pass', 'pass'],
  ['fail', 'warn', 'fail'],
  ['inconclusive', 'fail', 'inconclusive'],
  ['skip', 'fail', 'skip'],
];

for (const [verdict, expected, counted] of TABLE) {
  test(`${verdict} where ${expected ?? 'nothing'} is expected counts as ${counted}`, () => {
    expect(countedAs(result(verdict, expected), {})).toBe(counted);
  });
}

test('a strict run is red for a warning, unless it is known', () => {
  expect(isRed(result('warn'), { strict: true })).toBe(true);
  expect(isRed(result('warn', 'warn'), { strict: true })).toBe(false);
  expect(isRed(result('warn'), {})).toBe(false);
});

const breach: Finding = { rule: 'token-in-query', verdict: 'fail', message: 'a token stands in a query', exchanges: [] };

test('a broken rule belongs to the result that it reddens: it is a fail whatever else it found, unless it is known', () => {
  for (const verdict of ['pass', 'info', 'skip', 'warn', 'inconclusive', 'fail'] as const) {
    const unexpected = { ...result(verdict), findings: [breach] };
    expect([verdict, countedAs(unexpected, {})]).toEqual([verdict, 'fail']);
  }
  const unexpected = { ...result('pass'), findings: [breach] };
  expect([isRed(unexpected, {}), readNote(unexpected, {})]).toEqual([true, 'rule token-in-query']);
  const known = { ...result('pass'), findings: [{ ...breach, expected: true as const }] };
  expect([isRed(known, {}), countedAs(known, {})]).toEqual([false, 'known']);
  const mild = { ...result('pass'), findings: [{ ...breach, verdict: 'warn' as const }] };
  expect([isRed(mild, {}), isRed(mild, { strict: true })]).toEqual([false, true]);
});

test('a known failure beside a new warning is known, and a new failure beside a known one is new', () => {
  const known = { ...breach, expected: true as const };
  expect(countedAs({ ...result('warn'), findings: [known] }, {})).toBe('known');
  expect(countedAs({ ...result('warn'), findings: [known] }, { strict: true })).toBe('fail');
  expect(countedAs({ ...result('fail'), findings: [known] }, {})).toBe('fail');
  expect(countedAs({ ...result('fail', 'fail'), findings: [breach] }, {})).toBe('fail');
});

test('what is new comes before what is known, and the worse verdict first', () => {
  const results = [result('pass'), result('fail', 'fail'), result('skip'), result('inconclusive'), result('fail')];
  expect(results.toSorted(byUrgency({})).map(({ verdict, expected }) => [verdict, expected])).toEqual([
    ['fail', undefined],
    ['inconclusive', undefined],
    ['fail', 'fail'],
    ['skip', undefined],
    ['pass', undefined],
  ]);
});

test('a known deviation says why it is accepted', () => {
  expect(explainKnown({ ...result('fail', 'fail'), reason: 'naive on purpose' }, {})).toBe('Known deviation: naive on purpose');
  expect(explainKnown(result('pass'), {})).toBe('');
});
