import { expect, test } from 'vitest';
import { GAPS } from '../../provider/model/index.ts';
import type { CheckResult, Verdict } from '../model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { withGaps } from './gaps.ts';
import type { LegRun } from './leg.ts';

const WHY = 'Login Lab does not serve GET https://people.googleapis.com/v1/people/me, which Google may have.';

const check = (verdict: Verdict): CheckResult => ({
  id: verdict,
  title: 'The file is saved',
  level: 'MUST',
  verdict,
  message: 'the app answered 500',
  exchanges: [],
  behaviours: [],
});

const leg = (...gaps: readonly string[]): LegRun => ({
  checks: [],
  exchanges: gaps.map((why) => ({ ...sketch({ endpoint: 'unknown' }), because: [{ id: GAPS, why }] })),
  steps: [],
  output: [],
  askedVariant: false,
  twisted: true,
});

test('what speaks against an app that met a gap is inconclusive, and names the gap before what was found', () => {
  const judgement = withGaps({ verdict: 'fail', checks: [check('pass'), check('warn'), check('fail')] }, [leg(WHY)]);
  expect(judgement).toMatchObject({ verdict: 'inconclusive', reason: `${WHY} Without that answer the app cannot be judged.` });
  expect(judgement.checks.map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive', 'inconclusive']);
  expect(judgement.checks[2]?.message).toBe(
    `${WHY} Without that answer the app cannot be judged.\nWhat was found: the app answered 500`,
  );
});

test('what could not be judged names the gap first', () => {
  const judgement = withGaps({ verdict: 'inconclusive', reason: 'A step failed.', checks: [] }, [leg(WHY)]);
  expect(judgement.reason).toBe(`${WHY} Without that answer the app cannot be judged. A step failed.`);
});

test('an app that does well without the answer is judged as it is', () => {
  for (const verdict of ['pass', 'info', 'skip'] as const) {
    const judgement = { verdict, checks: [check(verdict)] };
    expect(withGaps(judgement, [leg(WHY)])).toBe(judgement);
  }
});

test('a gap that the passed control leg met as well is no excuse', () => {
  const judgement = { verdict: 'fail' as const, checks: [check('fail')] };
  expect(withGaps(judgement, [leg(WHY)], { control: leg(WHY) })).toBe(judgement);
  expect(withGaps(judgement, [leg(WHY, 'another')], { control: leg(WHY) }).reason).toMatch(/^another /);
});

test('a failed check of what the app sends stands, whatever the lab lacks', () => {
  const judgement = { verdict: 'fail' as const, checks: [check('fail')] };
  const [{ id }] = judgement.checks as [CheckResult];
  expect(withGaps(judgement, [leg(WHY)], { requestChecks: [id] })).toBe(judgement);
  expect(withGaps(judgement, [leg(WHY)], { requestChecks: ['another'] }).verdict).toBe('inconclusive');
  const passed = { verdict: 'fail' as const, checks: [check('pass'), { ...check('fail'), id: 'another' }] };
  expect(withGaps(passed, [leg(WHY)], { requestChecks: [id] }).verdict).toBe('inconclusive');
});

test('without a gap nothing changes', () => {
  const judgement = { verdict: 'fail' as const, checks: [check('fail')] };
  expect(withGaps(judgement, [leg()])).toBe(judgement);
});
