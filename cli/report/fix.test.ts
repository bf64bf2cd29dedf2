import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { explainFix } from './fix.ts';

const SAMPLE = new URL('../../reports/sample/run.json', import.meta.url).pathname;
const every = new URL('../../reports/sample/every-verdict.json', import.meta.url).pathname;

const failedIn = async (file: string) => {
  const { readRun } = await import('../../reports/index.ts');
  const { breachesOf } = await import('../../scenarios/model/index.ts');
  const { readFileSync } = await import('node:fs');
  const run = readRun(readFileSync(file, 'utf8'), (name) => readFileSync(path.join(path.dirname(file), name)));
  const result = run.results.find((each) => breachesOf(each).length > 0);
  if (!result) throw new Error(`nothing failed in ${file}`);
  return result;
};

test.each([SAMPLE, every])('%s: what is wrong, the fix, its requests, and a test that plays this result alone', async (file) => {
  const { scenario, variant, app, persona, checks, reproduce } = await failedIn(file);
  const text = await explainFix(variant ? `${scenario}:${variant}` : scenario, { run: file, app: app.id, persona });
  const bad = checks.filter(({ verdict }) => verdict === 'fail');
  for (const { id } of bad) expect(text).toContain(`fail ${id}:`);
  expect(text).toContain(reproduce);
  expect(text).toContain("from 'loginlab/vitest'");
  expect(text).toContain(`apps: ['${app.id}']`);
  expect(text).toContain(`scenarios: ['${scenario}${variant ? `:${variant}` : ''}']`);
});

test('the requests are those that show it, in their order, with the parameters of those', async () => {
  const text = await explainFix('reauth/online-access-resume-request:next-day', { run: SAMPLE, app: 'upload-naive' });
  const [, shown = '', all = ''] = /and that show it \((\d+) of (\d+)\)/.exec(text) ?? [];
  expect(Number(shown)).toBeGreaterThan(0);
  expect(Number(shown)).toBeLessThanOrEqual(Number(all));
  const lines = text.split('\n').filter((line) => / → (?:\d{3}|no answer)$/.test(line));
  expect(lines).toHaveLength(Number(shown));
  expect(lines.filter((line) => line.includes('?'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('▸'))).not.toEqual([]);
  // Behind a line that begins with ▸ only.
  expect(text).toMatch(/^▸ .+\n {8}(?:query|body) +\w+=/m);
  expect(text).not.toMatch(/^ {2}x.+\n {8}/m);
});

test('an unknown result, one that passed, no run, and another action are errors that say what to do', async () => {
  const nearly = `${(await failedIn(SAMPLE)).scenario}x`;
  await expect(explainFix(nearly, { run: SAMPLE })).rejects.toMatchObject({
    code: 'unknown-id',
    message: expect.stringContaining('nearest'),
  });
  await expect(explainFix('x', { run: '/nowhere/run.json' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('loginlab run'),
  });
  const file = path.join(folderWith(), 'run.json');
  writeFileSync(file, '{"log":{}}');
  await expect(explainFix('x', { run: file })).rejects.toMatchObject({ code: 'usage' });
  expect(await command(['report', 'fixx', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('"fix"') });
});
