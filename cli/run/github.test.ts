import { afterEach, expect, test, vi } from 'vitest';
import { readSampleRun } from '../../reports/contract/sample-run.ts';
import { annotate, holdCommands } from './github.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What is printed while a command runs and annotates, line by line. */
const printed = async (): Promise<readonly string[]> => {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  {
    using _held = holdCommands();
    await annotate(readSampleRun());
  }
  vi.restoreAllMocks();
  return text.split('\n').filter((line) => line !== '');
};

test('elsewhere nothing is printed', async () => {
  vi.stubEnv('GITHUB_ACTIONS', '');
  expect(await printed()).toEqual([]);
});

test('in a workflow of GitHub commands work for our annotations only, by a word that nobody can guess', async () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  const [first = '', ...lines] = await printed();
  const [, word = ''] = /^::stop-commands::([\w-]{32})$/.exec(first) ?? [];
  expect(lines[0]).toBe(`::${word}::`);
  const again = lines.findIndex((line) => line.startsWith('::stop-commands::'));
  expect(lines.slice(1, again).every((line) => /^::(?:error|warning) title=/.test(line))).toBe(true);
  expect(again).toBeGreaterThan(1);
  const [, other = ''] = /^::stop-commands::(.+)$/.exec(lines[again] ?? '') ?? [];
  expect(other).not.toBe(word);
  expect(lines.slice(again + 1)).toEqual([`::${other}::`]);
});
