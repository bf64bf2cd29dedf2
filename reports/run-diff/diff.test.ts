import { describe, expect, test } from 'vitest';
import { type RunResult, runDiffSchema } from '../../scenarios/model/index.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { diffRuns } from './diff.ts';
import { RUN_DIFF_FORMATS } from './formats.ts';

const named = (run: RunResult, file = 'a') => ({ file, run });

const run = readSampleRun();

/** A copy of the run with changes to its first result. */
const changed = (change: (run: RunResult) => void): RunResult => {
  const copy = structuredClone(run);
  change(copy);
  return copy;
};

const first = (of: RunResult) => {
  const [result] = of.results;
  if (!result) throw new Error('the sample has no result');
  return result;
};

const diff = (after: RunResult) => diffRuns(named(run), named(after, 'b'));

describe('two runs', () => {
  test('of which one is a copy of the other have no difference, whatever their times', () => {
    const later = changed((copy) => {
      copy.startedAt = '2030-01-01T00:00:00.000Z';
      copy.seed = 'another';
      for (const result of copy.results) result.durationMs += 1000;
    });
    expect(diff(later)).toMatchObject({ results: [], worse: 0, same: run.results.length });
    expect(RUN_DIFF_FORMATS.text.render(diff(later))).toContain('Nothing changed');
  });

  test('a result that is only in one of them came or went', () => {
    const without = changed((copy) => copy.results.splice(0, 1));
    expect(diffRuns(named(run), named(without)).results).toMatchObject([{ change: 'removed', scenario: first(run).scenario }]);
    expect(diffRuns(named(without), named(run)).results).toMatchObject([{ change: 'added' }]);
  });

  test('a verdict and its check changed: the result is worse, and the check says what was found', () => {
    const after = changed((copy) => {
      const result = copy.results.find(({ verdict, checks }) => verdict === 'pass' && checks.length > 0);
      const [check] = result?.checks ?? [];
      if (!result || !check) throw new Error('no passed result');
      result.verdict = 'fail';
      Object.assign(check, { verdict: 'fail', message: 'expected one, found two' });
    });
    const [result] = diff(after).results;
    expect(result).toMatchObject({
      change: 'changed',
      verdict: { before: 'pass', after: 'fail' },
      checks: [{ before: 'pass', after: 'fail', message: 'expected one, found two' }],
      wire: [],
    });
    expect(diff(after).worse).toBe(1);
    expect(diffRuns(named(after), named(run)).worse).toBe(0);
  });

  test('a fault with another number is the same fault', () => {
    const struck = (number: number) =>
      changed((copy) => {
        const [id = ''] = first(copy).exchanges;
        copy.exchanges[id]?.because.push({ id: `fault/f${number}`, why: 'injected fault' });
      });
    expect(diffRuns(named(struck(9)), named(struck(51))).results).toEqual([]);
    expect(diff(struck(9)).results).toMatchObject([{ wire: [{ new: ['fault'] }] }]);
  });

  test('a status or a behaviour changed on the wire: which request, and nothing else of it', () => {
    const id =
      run.results.flatMap(({ exchanges }) => exchanges).find((each) => run.exchanges[each]?.response?.status === 200) ?? '';
    const after = changed((copy) => {
      const exchange = copy.exchanges[id];
      if (!exchange?.response) throw new Error('no exchange');
      exchange.response.status = 503;
      exchange.because.push({ id: 'google/new/one', why: 'a reason' });
      exchange.startedAtEpochMs += 5;
    });
    const { results } = diff(after);
    expect(results.length).toBeGreaterThan(0);
    expect(results.every((each) => each.verdict === undefined && each.checks.length === 0 && each.wire.length === 1)).toBe(true);
    expect(results[0]?.wire[0]?.after).toContain('503');
    expect(results[0]?.wire[0]).toMatchObject({ gone: [], new: ['google/new/one'] });
  });

  test('the same requests in another order are the same', () => {
    const after = changed((copy) => first(copy).exchanges.reverse());
    expect(diff(after).results).toEqual([]);
  });

  test('the difference is what its schema says, in every format', () => {
    const after = changed((copy) => {
      first(copy).verdict = 'inconclusive';
    });
    const told = diff(after);
    expect(runDiffSchema.parse(told)).toEqual(told);
    expect(JSON.parse(RUN_DIFF_FORMATS.json.render(told))).toEqual(told);
    for (const name of ['text', 'markdown', 'html'] as const)
      expect(RUN_DIFF_FORMATS[name].render(told)).toMatch(/→ inconclusive/);
  });
});
