import { describe, expect, test } from 'vitest';
import { type Expectation, expectationSchema, type ScenarioResult, type Verdict } from '../model/index.ts';
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
      {
        ...{ rule: 'token-in-query', verdict: 'fail' as const, message: 'access_token stands in a query', exchanges: [] },
        fix: 'Send it in the Authorization header.',
      },
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
    ['another cause', { check: 'done-once', cause: 'the upload was sent twice' }],
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

describe('an entry with patterns', () => {
  test.each([
    ['scenario', { scenario: 'reauth/*', check: 'done-once' }, { scenario: 'login/x' }],
    ['variant', { variant: 'sub*' }, { variant: 'aud' }],
    ['app', { app: '*-naive' }, { app: { id: 'other' } }],
    ['persona', { persona: '*' }, undefined],
  ])('covers what its %s fits, and nothing else', (_, more, other) => {
    const fitting = result('fail', { variant: 'sub-empty', app: { id: 'very-naive' } });
    const own = entry('fail', { app: 'very-naive', ...more });
    expect(judge([fitting], [own]).red).toBe(false);
    if (other) expect(judge([{ ...fitting, ...other }], [own]).red).toBe(true);
  });
  test('covers a cause, in which what differs from run to run is left out', () => {
    const found = result('fail');
    const messages = ['Anabelmorqxs Example got 3 copies in 12 ms', 'Zoezoezoezoe Example got 7 copies in 9.5 ms'];
    const runs = messages.map((message) => ({ ...found, checks: found.checks.map((check) => ({ ...check, message })) }));
    const listed = entry('fail', { check: 'done-once', cause: '… got … copies in … ms' });
    for (const each of runs) expect(judge([each], [listed]).red).toBe(false);
    expect(judge([found], [listed]).red).toBe(true);
    expect(judge([runs[0] ?? found], [entry('fail', { cause: '*copies*' })]).red).toBe(false);
  });
});

test('an entry past its day is red, whether what it lists still fails or not, and says so', () => {
  const past = entry('fail', { until: '2020-01-01' });
  const still = judge([result('fail')], [past]);
  expect([still.red, still.fail, still.known]).toEqual([true, 1, 0]);
  expect(withExpectation([past], result('fail')).reason).toBe(
    'expected.json listed this until 2020-01-01, which has passed: It is naive on purpose.',
  );
  const gone = judge([result('pass')], [past]);
  expect(gone.reasons).toEqual([
    'expected.json expects fail for reauth/x of naive with google until 2020-01-01, but the result is pass. Remove the entry.',
  ]);
});

test('the schema of an entry names what is wrong: no day, and several scenarios without a check', () => {
  const messages = (more: object) =>
    expectationSchema
      .safeParse({ ...entry('fail'), ...more })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(messages({ until: '2026-02-30' })).toEqual(['until: a day of the calendar as YYYY-MM-DD']);
  expect(messages({ until: 'tomorrow' })?.[0]).toBe('until: a day as YYYY-MM-DD');
  expect(messages({ scenario: 'login/*' })).toEqual([
    'check: the id of a check or a rule: an entry for several scenarios names what fails in them',
  ]);
  expect(messages({ scenario: 'login/*', check: 'pkce', until: '2026-02-28' })).toBeUndefined();
});

test('results with one cause are one reason, and a second failure of the same scenario is another', () => {
  const found = ['a', 'b', 'c'].map((variant) => result('fail', { variant }));
  const other = result('fail', { variant: 'd' });
  other.checks[0] = {
    ...(other.checks[0] ?? found[0]?.checks[0]),
    message: 'the app is gone',
  } as ScenarioResult['checks'][number];
  const reasons = judge([...found, other], []).reasons;
  expect(reasons).toEqual([
    'reauth/x:a of naive with google: fail: done-once: the upload was lost And 2 more for the same reason.',
    'reauth/x:d of naive with google: fail: done-once: the app is gone',
  ]);
});

test('an entry for several scenarios is stale only where its check was made and passed', () => {
  const several = entry('fail', { scenario: '*', check: 'done-once' });
  const without = ['reauth/x', 'login/y'].map((scenario) => ({ ...result('pass', { scenario }), checks: [] }));
  expect(judge(without, [several]).red).toBe(false);
  const passing = ['reauth/x', 'login/y'].map((scenario) => result('pass', { scenario }));
  expect(judge(passing, [several]).reasons).toEqual([expect.stringContaining('Remove the entry')]);
});
