import { expect, test } from 'vitest';
import { readSampleRun } from '../contract/sample-run.ts';
import { renderStories } from './stories.ts';

const how = { color: false, width: 80, command: 'loginlab' };
const story = 'reauth/online-access-resume-request';

test('a known deviation is told by the word that every table has for it', () => {
  const told = renderStories(readSampleRun(), [{ scenarios: [story] }], how);
  expect(told).toContain('≈ known  upload-naive');
  expect(told).toContain('✓ pass  upload-resuming');
  expect(told).not.toContain('✗');
});

test('the same deviation, no longer listed, is told as a failure', () => {
  const sample = readSampleRun();
  const results = sample.results.map(({ expected, ...result }) => ({
    ...result,
    checks: result.checks.map(({ expected: listed, ...check }) => check),
  }));
  expect(renderStories({ ...sample, results }, [{ scenarios: [story] }], how)).toContain('✗ fail  upload-naive');
});

test('a broken rule that reddens a result is what its app is told by', () => {
  const told = renderStories(readSampleRun(), [{ scenarios: ['login/code-pkce-happy-path'] }], how);
  expect(told).toContain('! warn  upload-naive');
  expect(told.replaceAll(/\s+/g, ' ')).toContain('expected code_challenge with');
});
