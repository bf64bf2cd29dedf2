import { describe, expect, test } from 'vitest';
import type { CheckResult, Verdict } from '../model/index.ts';
import { sketch } from '../testing/exchange.ts';
import type { LegRun } from './leg.ts';
import { judge, judgeControl } from './verdicts.ts';

const check = (verdict: Verdict, id = 'c'): CheckResult => ({
  id,
  title: 'T',
  level: 'MUST',
  verdict,
  message: `${id} is ${verdict}`,
  exchanges: [],
  behaviours: [],
});
const leg = (checks: readonly CheckResult[], more: Partial<LegRun> = {}): LegRun => ({
  checks,
  exchanges: [],
  steps: [],
  output: [],
  askedVariant: false,
  twisted: true,
  ...more,
});
const verdictOf = (judged: LegRun, live?: LegRun, shows: readonly string[] = []) => judge(shows, judged, live).verdict;
const stopped = (verdict: 'skip' | 'inconclusive') => ({ ended: { verdict, reason: 'because' } });

describe('the judged leg', () => {
  test('takes the worst of its checks', () => {
    expect([
      verdictOf(leg([check('pass')])),
      verdictOf(leg([check('pass'), check('warn')])),
      verdictOf(leg([check('fail'), check('warn')])),
    ]).toEqual(['pass', 'warn', 'fail']);
  });
  test('is never a pass when it broke off', () => {
    expect(verdictOf(leg([check('pass')], stopped('inconclusive')))).toBe('inconclusive');
    expect(verdictOf(leg([check('fail')], stopped('inconclusive')))).toBe('fail');
  });
  test('is never a pass when nothing was checked', () => {
    expect(verdictOf(leg([]))).toBe('inconclusive');
  });
  test('is a skip when it does not apply', () => {
    expect(verdictOf(leg([check('pass')], stopped('skip')))).toBe('skip');
    expect(verdictOf(leg([check('fail')], stopped('skip')))).toBe('fail');
  });
  test('fails when the app died of it', () => {
    const judgement = judge(['google/x'], leg([check('pass')], { death: 'the app exited with code 3.' }), undefined);
    expect(judgement.verdict).toBe('fail');
    expect(judgement.checks).toContainEqual(
      expect.objectContaining({ id: 'app-alive', verdict: 'fail', message: expect.stringContaining('code 3') }),
    );
  });
  test('fails when the app is broken afterwards', () => {
    expect(verdictOf(leg([check('pass')]), leg([check('fail')]))).toBe('fail');
    expect(verdictOf(leg([check('pass')]), leg([], stopped('inconclusive')))).toBe('fail');
    expect(verdictOf(leg([check('pass')]), leg([check('pass')]))).toBe('pass');
  });
  test('is told when all that is more is a login that works afterwards', () => {
    expect(verdictOf(leg([check('info')]), leg([check('pass')]))).toBe('info');
    expect(verdictOf(leg([check('info')]), leg([check('fail')]))).toBe('fail');
  });
  test('is inconclusive when the provider did not do what the story is about', () => {
    const silent = judge(['google/x'], leg([check('pass'), check('fail')]), undefined);
    expect(silent).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('google/x did not apply') });
    const spoke = { ...sketch({ endpoint: 'token' }), because: [{ id: 'google/x', why: 'so' }] };
    expect(verdictOf(leg([check('pass')], { exchanges: [spoke] }), undefined, ['google/x'])).toBe('pass');
  });
});

describe('the control leg', () => {
  test('lets the client be judged when it passes, and when only a SHOULD is broken', () => {
    expect([judgeControl(leg([check('pass')])), judgeControl(leg([check('pass'), check('warn')]))]).toEqual([
      undefined,
      undefined,
    ]);
  });
  test.each([
    ['a check fails', leg([check('fail', 'works')]), 'works is fail'],
    ['the app dies', leg([check('pass')], { death: 'the app exited with code 1.' }), 'exited with code 1'],
    ['it breaks off', leg([check('pass')], stopped('inconclusive')), 'because'],
    ['nothing is checked', leg([]), 'nothing was checked'],
  ])('makes it inconclusive when %s, and says so', (_, control, reason) => {
    expect(judgeControl(control)).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining(reason) });
  });
  test('skips when it does not apply', () => {
    expect(judgeControl(leg([], stopped('skip')))).toMatchObject({ verdict: 'skip', reason: 'because' });
  });
});
