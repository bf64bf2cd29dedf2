import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { readSampleRun } from '../../reports/contract/sample-run.ts';
import { REPORTERS } from '../../reports/index.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { shopFolder } from '../test-shop.ts';
import { fileOfDraft } from '../whole-files.ts';
import { openReportsFolder } from './reports-folder.ts';
import { DRIVEN, NEXT_DAY, readRun } from './test-run.ts';

test('pages of an earlier run go, and whatever else lies there stays', async () => {
  const cwd = folderWith({ 'reports/out/exchanges/result-99.html': 'old', 'reports/out/exchanges/mine.html': 'mine' });
  const { code, out, err } = await command([...NEXT_DAY, '--app', 'upload-resuming', '--format', 'html'], { cwd });
  expect(code, out + err).toBe(0);
  expect(readdirSync(path.join(cwd, 'reports', 'out', 'exchanges'))).toEqual(['mine.html']);
});

test('reports of formats that are not written any more go, and files of the same names that are not ours stay', async () => {
  const cwd = folderWith({
    'reports/out/index.html': '<!doctype html><title>Our shop</title>',
    'reports/out/summary.md': '## Our login',
    'reports/out/browser/web-google-login/notes.txt': 'mine',
    'reports/out/browser/web-google-login/judged-person-1/trace.zip': 'of an earlier run',
    'reports/out/browser/web-google-other/control-person-1/tab-1.png': 'of an earlier run',
  });
  const folder = path.join(cwd, 'reports', 'out');
  const run = [...NEXT_DAY, '--app', 'upload-resuming', '--format'];
  await command([...run, 'junit'], { cwd });
  expect(readdirSync(folder).sort()).toEqual(
    ['browser', 'exchanges.json.gz', 'index.html', 'junit.xml', 'run-result.schema.json', 'run.json', 'summary.md'].sort(),
  );
  expect(readdirSync(path.join(folder, 'browser'), { recursive: true })).toEqual([
    'web-google-login',
    'web-google-login/notes.txt',
  ]);
  await command([...run, 'html,markdown'], { cwd });
  expect(existsSync(path.join(folder, 'junit.xml'))).toBe(false);
  await command([...run, 'json'], { cwd });
  expect(readdirSync(folder).sort()).toEqual(['browser', 'exchanges.json.gz', 'run-result.schema.json', 'run.json']);
});

test('a folder that cannot be written to is named: exit 2', async () => {
  const cwd = folderWith({ 'a-file': '' });
  const { code, err } = await command([...NEXT_DAY, '--app', 'upload-resuming', '--out', 'a-file/below'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('--out: the report a-file/below/run.json cannot be written');
  expect(err).not.toContain(DRIVEN);
});

test('a folder in the way of a report is named before the apps are driven: exit 2', async () => {
  const cwd = folderWith({ 'reports/out/index.html/mine.txt': 'mine' });
  const { code, err } = await command([...NEXT_DAY, '--app', 'upload-resuming'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('--out: reports/out/index.html is a folder, and a report is to be written in its place.');
  expect(err).not.toContain(DRIVEN);
  expect(readdirSync(path.join(cwd, 'reports', 'out'))).toEqual(['index.html']);
});

test('a full disk is found before the apps are driven, and the reports of an earlier run stay: exit 2', async () => {
  const cwd = folderWith({ 'reports/out/run.json': 'of an earlier run' });
  const { code, err } = await command([...NEXT_DAY, '--app', 'upload-resuming'], { cwd, longestFileKiB: 64 });
  expect(code).toBe(2);
  expect(err).toContain('--out: reports of 4 MiB cannot be written to reports/out: EFBIG');
  expect(err).not.toContain(DRIVEN);
  expect(readdirSync(path.join(cwd, 'reports', 'out'))).toEqual(['run.json']);
  expect(readFileSync(path.join(cwd, 'reports', 'out', 'run.json'), 'utf8')).toBe('of an earlier run');
});

/** The shop, before whose first start a shell does something in its folder. */
const shopAfter = (shell: string): string => {
  const cwd = shopFolder();
  const file = path.join(cwd, 'loginlab.config.json');
  const { apps } = JSON.parse(readFileSync(file, 'utf8')) as { apps: readonly object[] };
  const command = `if [ ! -e begun ]; then touch begun; ${shell}; fi; exec node shop.mjs`;
  writeFileSync(file, JSON.stringify({ apps: apps.map((app) => ({ ...app, command })) }));
  return cwd;
};

test('where the reports cannot be written in the end, the table is printed first: exit 2', async () => {
  const cwd = shopAfter('rm -r reports; touch reports');
  const { code, out, err } = await command(['run', '--scenario', 'login/state-mismatch-rejected:other'], { cwd });
  expect(code, out + err).toBe(2);
  expect(out).toContain('1 result: 1 pass');
  expect(out).not.toContain('Reports are in');
  expect(err).toContain(DRIVEN);
  expect(err).toContain('--out: the report reports/out/run.json cannot be written');
});

test('each report is a draft before the next is made; where the last cannot be made none is replaced, and no draft is left', async () => {
  const old = { 'run.json': 'old', 'exchanges.json.gz': 'old', 'index.html': 'old', 'matrix.txt': 'old' };
  const folder = folderWith(old);
  const failure = new TypeError('there is no badge');
  let drafts: readonly (string | undefined)[] = [];
  const badge = () => {
    drafts = readdirSync(folder).flatMap((name) => fileOfDraft(name) ?? []);
    throw failure;
  };
  using _ = vi.spyOn(REPORTERS.matrix, 'render').mockReturnValue([
    { path: 'matrix.txt', pieces: () => ['new'] },
    { path: 'badge.svg', pieces: badge },
  ]);
  {
    await using reports = await openReportsFolder(folder, ['json', 'html', 'matrix']);
    await expect(reports.write(readSampleRun())).rejects.toBe(failure);
  }
  expect(drafts.toSorted()).toEqual([...Object.keys(old), 'run-result.schema.json'].toSorted());
  expect(Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))).toEqual(
    old,
  );
});

test('two runs do not write into one folder: the second is told before its apps are driven, and the reports are of the first', async () => {
  const cwd = shopAfter('echo > starting; cat go-on');
  execFileSync('bash', ['-c', 'mkfifo starting go-on'], { cwd });
  const first = start(['run', '--scenario', 'login/state-mismatch-rejected:other'], { cwd });
  await readFile(path.join(cwd, 'starting'));
  const second = await command([...NEXT_DAY, '--app', 'upload-resuming'], { cwd });
  await writeFile(path.join(cwd, 'go-on'), '');
  expect(second.code).toBe(2);
  expect(second.err).toMatch(/--out: another run \(process \d+\) writes its reports into reports\/out/);
  expect((await first.ended).code).toBe(0);
  expect(readRun(path.join(cwd, 'reports', 'out')).results.map(({ app }) => app.id)).toEqual(['shop']);
  expect(readdirSync(path.join(cwd, 'reports', 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
});
