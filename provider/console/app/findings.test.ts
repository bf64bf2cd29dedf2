import { expect, test } from 'vitest';
import type { TrafficFinding } from '../../model/index.ts';
import { countFindings, findingsAt, markOf } from './findings.ts';

const finding = (rule: string, ...exchanges: readonly string[]): TrafficFinding => ({
  rule,
  title: '',
  level: 'MUST',
  message: '',
  fix: '',
  exchanges,
});

test('a finding is marked at each of its exchanges, and whole at the last', () => {
  const [state, storm] = [finding('state-constant', 'x1', 'x9'), finding('refresh-storm', 'x9')];
  const at = (id: string) => findingsAt([state, storm], id).map(({ finding: { rule }, isWhole }) => [rule, isWhole]);
  expect(at('x1')).toEqual([['state-constant', false]]);
  expect(at('x9')).toEqual([
    ['state-constant', true],
    ['refresh-storm', true],
  ]);
  expect(at('x2')).toEqual([]);
});

test('a lab without rules is not one without findings', () => {
  expect([undefined, [], [finding('a')], [finding('a'), finding('b')]].map(countFindings)).toEqual([
    'no rules in this lab',
    'no findings',
    '1 finding',
    '2 findings',
  ]);
});

test('the mark of a finding is that of its level', () => {
  expect((['MUST', 'SHOULD', 'MAY'] as const).map((level) => markOf({ ...finding('a'), level }))).toEqual([
    'fail',
    'warn',
    'info',
  ]);
});
