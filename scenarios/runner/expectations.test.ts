import { describe, expect, test } from 'vitest';
import type { Expectation, ScenarioResult, Verdict } from '../model/index.ts';
import { withExpectation } from './expectations.ts';
import { summarize } from './summary.ts';

const result = (verdict: Verdict, more: Partial<ScenarioResult> = {}): ScenarioResult => ({
  scenario: 'reauth/x',
  title: 'X',
  area: 'reauth',
  level: 'MUST',
  basis: [],
  persona: 'google',
  app: { id: 'naive' },
  verdict,
  durationMs: 1,
  reproduce: '',
  story: { provider: '', rightClient: '' },
  checks: [
    { id: 'done-once', title: 'T', level: 'MUST', verdict, message: 'the upload was lost', exchanges: [], behaviours: [] },
  ],
  findings: [],
  exchanges: [],
  ...more,
});
const entry = (verdict: Verdict, more: Partial<Expectation> = {}): Expectation => ({
  scenario: 'reauth/x',
  app: 'naive',
  persona: 'google',
  verdict,
  reason: 'It is naive on purpose.',
  ...more,
});
const judge = (results: ScenarioResult[], expected: Expectation[], strict = false) =>
  summarize(
    results.map((each) => withExpectation(expected, each)),
    expected,
    strict,
  );

describe('a run is red', () => {
  test('for a failure that nobody expected, with the message of the check', () => {
    expect(judge([result('fail')], [])).toMatchObject({
      fail: 1,
      red: true,
      reasons: ['reauth/x of naive with google: fail: done-once: the upload was lost'],
    });
  });
  test('for what could not be judged', () => {
    expect(judge([result('inconclusive', { reason: 'no answer\nand more', checks: [] })], []).reasons).toEqual([
      'reauth/x of naive with google: inconclusive: no answer',
    ]);
  });
  test('for a warning only when strict', () => {
    expect([judge([result('warn')], []).red, judge([result('warn')], [], true).red]).toEqual([false, true]);
  });
  test('for a finding, though its scenario passed', () => {
    const findings = [
      { rule: 'token-in-query', verdict: 'fail' as const, message: 'access_token stands in a query', exchanges: [] },
    ];
    expect(judge([result('pass', { findings })], []).reasons).toEqual([
      expect.stringMatching(
        /^reauth\/x of naive with google: fail by the rule token-in-query: access_token stands in a query \S/,
      ),
    ]);
    expect(judge([result('pass', { findings })], [entry('fail', { check: 'token-in-query' })]).red).toBe(false);
  });
  test('for an entry that was judged and no longer matches', () => {
    expect(judge([result('pass')], [entry('fail')]).reasons).toEqual([
      'expected.json expects fail for reauth/x of naive with google, but the result is pass. Remove the entry.',
    ]);
  });
});

describe('a run is not red', () => {
  test('for what is expected, and says why', () => {
    const expected = [entry('fail')];
    expect(judge([result('fail')], expected).red).toBe(false);
    expect(withExpectation(expected, result('fail'))).toMatchObject({ expected: 'fail', reason: 'It is naive on purpose.' });
  });
  test('for an entry that was not judged this time', () => {
    expect(judge([result('skip')], [entry('fail')]).red).toBe(false);
    expect(judge([], [entry('fail')]).red).toBe(false);
  });
  test('when one of several variants matches an entry for all', () => {
    expect(judge([result('fail', { variant: 'a' }), result('pass', { variant: 'b' })], [entry('fail')]).red).toBe(false);
  });
  test('when every bad check has an entry', () => {
    expect(judge([result('fail')], [entry('fail', { check: 'done-once' })]).red).toBe(false);
  });
});

describe('an entry does not cover', () => {
  test.each([
    ['another app', { app: 'other' }],
    ['another variant', { variant: 'b' }],
    ['another check', { check: 'liveness' }],
    ['another verdict', { verdict: 'warn' as const }],
    ['a day after its last', { until: '2020-01-01' }],
  ])('%s', (_, more) => {
    expect(judge([result('fail', { variant: 'a' })], [entry('fail', more)]).reasons[0]).toContain(
      'done-once: the upload was lost',
    );
  });
  test('a second bad check', () => {
    const two = result('fail');
    two.checks.push({
      id: 'liveness',
      title: 'L',
      level: 'MUST',
      verdict: 'fail',
      message: 'dead',
      exchanges: [],
      behaviours: [],
    });
    expect(judge([two], [entry('fail', { check: 'done-once' })]).red).toBe(true);
  });
  test('a result past its day, which the run then says', () => {
    expect(judge([result('fail')], [entry('fail', { until: '2020-01-01' })]).reasons[0]).toContain(
      'the expectation expired on 2020-01-01',
    );
  });
});

test('a finding of a rule can be expected in every scenario at once, and a verdict cannot', () => {
  const finding: ScenarioResult['findings'][number] = {
    rule: 'token-in-query',
    verdict: 'fail',
    message: 'A token stands in the query.',
    exchanges: [],
  };
  const found = (scenario: string) => result('pass', { scenario, findings: [finding] });
  const everywhere = entry('fail', { scenario: '*', check: 'token-in-query' });
  expect(judge([found('login/a'), found('reauth/b')], [everywhere]).red).toBe(false);
  expect(judge([found('login/a')], []).red).toBe(true);
  expect(judge([result('fail')], [entry('fail', { scenario: '*' })]).red).toBe(true);
  expect(judge([result('pass')], [everywhere]).red).toBe(false);
  const none = [result('pass', { scenario: 'login/a' }), result('pass', { scenario: 'reauth/b' })];
  expect(judge(none, [everywhere]).reasons).toEqual([expect.stringContaining('Remove the entry')]);
});
