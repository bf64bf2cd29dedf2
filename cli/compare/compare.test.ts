import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { comparisonSchema } from '../../scenarios/model/index.ts';
import { command } from '../test-command.ts';

const SAMPLE = new URL('../../reports/sample/run.json', import.meta.url).pathname;
const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-compare-'));

/** A changed copy of the sample run, in a folder of its own. */
const runWith = (name: string, change: (text: string) => string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, change(readFileSync(SAMPLE, 'utf8')));
  writeFileSync(path.join(folder, 'exchanges.json.gz'), readFileSync(path.join(path.dirname(SAMPLE), 'exchanges.json.gz')));
  return file;
};

describe('providers', () => {
  test('one story at two of them, in every format', async () => {
    const out = path.join(folder, 'out');
    const args = ['--persona', 'google,auth0', '--story', 'second-login', '--out', out];
    const { code, out: printed } = await command(['compare', ...args]);
    expect(code).toBe(0);
    expect(printed).toContain('Google, Auth0: the same story');
    expect(printed).toMatch(/Google {2}no\n\s+google\/refresh\/first-consent-only/);
    expect(readdirSync(out).toSorted()).toEqual(['compare.html', 'compare.json', 'compare.md', 'compare.txt']);
    const written = comparisonSchema.parse(JSON.parse(readFileSync(path.join(out, 'compare.json'), 'utf8')));
    expect(written.stories.map(({ id }) => id)).toEqual(['second-login']);
  });
});

describe('two runs', () => {
  test('a run and itself do not differ', async () => {
    const { code, out } = await command(['compare', SAMPLE, path.dirname(SAMPLE)]);
    expect(out).toContain('Nothing changed');
    expect(code).toBe(0);
  });

  test('a run that got worse makes the exit code 1, and only what changed is told', async () => {
    const worse = runWith('worse.json', (text) => text.replace('"verdict":"pass"', '"verdict":"fail"'));
    const { code, out } = await command(['compare', SAMPLE, worse, '--format', 'markdown']);
    expect(out).toMatch(/pass → fail/);
    expect(out.match(/^## /gm)).toHaveLength(1);
    expect(code).toBe(1);
  });

  test.each([
    ['damaged', (text: string) => text.slice(0, 500), 'is no whole JSON', 'run the scenarios again'],
    [
      'newer',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      'schemaVersion: expected 1, found 2',
      'newer one',
    ],
    [
      'older',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 0'),
      'expected 1, found 0',
      'Run the scenarios again with this version',
    ],
    ['wrong', (text: string) => text.replace('"seed":', '"sed":'), 'seed', 'seed'],
  ])('a %s run.json is refused: which file, which field, what to do', async (name, change, found, fix) => {
    const file = runWith(`${name}.json`, change);
    const { code, out, err } = await command(['compare', SAMPLE, file]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(file);
    expect(err).toContain(found);
    expect(err).toContain(fix);
  });
});

test.each([
  [['--persona', 'gogle,auth0'], '--persona: unknown persona "gogle". The nearest known one is "google".'],
  [['--persona', 'google'], 'Name two: --persona A,B'],
  [['--story', 'second-logn'], '--story: unknown story "second-logn". The nearest known one is "second-login".'],
  [['--format', 'htm', '--out', 'x'], 'The nearest known one is "html"'],
  [['--format', 'json,html'], 'Add --out FOLDER'],
  [['--from', 'google'], '--to and --app missing'],
  [['--from', 'google', '--to', 'google', '--app', 'web'], '--from and --to are both google'],
  [['--from', 'google', '--to', 'auth0', '--app', 'upload-resumin'], 'The nearest known one is "upload-resuming"'],
  [['--from', 'facebook', '--to', 'auth0', '--app', 'upload-resuming'], 'upload-resuming does not use facebook'],
  [['--app', 'upload-resuming'], 'upload-resuming uses google alone'],
  [['--app', 'upload-resuming', '--story', 'second-login'], 'Leave out --story, or --app'],
  [['nowhere', 'either'], 'RUN: there is no run at nowhere'],
  [[SAMPLE], 'one run cannot be compared with itself'],
  [[SAMPLE, SAMPLE, '--app', 'web'], 'Leave out --persona'],
])('refuses %j with what to do', async (args, message) => {
  const { code, err } = await command(['compare', ...args]);
  expect(err).toContain(message);
  expect(code).toBe(2);
});
