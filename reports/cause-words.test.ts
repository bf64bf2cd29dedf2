import { expect, test } from 'vitest';
import { type Finding, findCauses, type RunResult, type ScenarioResult, type Verdict } from '../scenarios/model/index.ts';
import { apartFrom } from './cause-words.ts';
import { readSampleRun } from './contract/sample-run.ts';

const [SAMPLE] = readSampleRun().results as [ScenarioResult, ...ScenarioResult[]];

const finding = (rule: string): Finding => ({
  rule,
  verdict: 'fail',
  message: 'a token in a query',
  fix: 'Send it in the header.',
  exchanges: [],
});

const result = (verdict: Verdict, ...rules: readonly string[]): ScenarioResult => ({
  ...SAMPLE,
  ...{ verdict, checks: [], expected: undefined, reason: undefined, findings: rules.map(finding) },
});

const apartIn = (run: Pick<RunResult, 'strict'>, ...results: readonly ScenarioResult[]): readonly string[] =>
  findCauses({ ...run, results: [...results] }).map((cause) => apartFrom(cause, run));

test('a rule that every login breaks: what the results count as without it', () => {
  const all = [result('pass', 'token-in-query'), result('pass', 'token-in-query'), result('skip', 'token-in-query')];
  expect(apartIn({}, ...all)).toEqual(['apart from it: 1 skip, 2 pass']);
});

test('two rules of the same results: without both', () => {
  const rules = ['token-in-query', 'secret-leaked'];
  expect(apartIn({}, result('pass', ...rules), result('info', ...rules))).toEqual(['apart from them: 1 info, 1 pass']);
});

test('another rule that some of them break counts on', () => {
  const all = [result('pass', 'token-in-query', 'pkce-missing'), result('pass', 'token-in-query')];
  expect(apartIn({}, ...all)).toContain('apart from it: 1 fail, 1 pass');
});

test('nothing is said of one result', () => {
  expect(apartIn({}, result('pass', 'token-in-query'))).toEqual(['']);
});
