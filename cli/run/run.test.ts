import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findChromium } from '../../provider/index.ts';
import { runResultSchema } from '../../scenarios/model/index.ts';
import { SUITES } from '../../scenarios/runner/suites.ts';
import { packageFolder } from '../paths.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { shopFolder } from '../test-shop.ts';

const BUNDLED = path.join(packageFolder, 'fixtures', 'apps', 'loginlab.config.ts');
const NEXT_DAY = ['run', '--config', BUNDLED, '--scenario', 'reauth/online-access-resume-request:next-day'];

/** Stands in the progress of every run. */
const DRIVEN = '1 of 1 apps';

const readRun = (folder: string) => runResultSchema.parse(JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')));

test('an app that keeps every MUST: exit 0, the table, and the reports asked for in the folder asked for', async () => {
  const cwd = folderWith();
  const { code, out, err } = await command(
    [...NEXT_DAY, '--app', 'upload-resuming', '--out', 'my reports', '--format', 'junit'],
    { cwd },
  );
  expect(code, out + err).toBe(0);
  expect(out).toContain('Reports are in my reports');
  const folder = path.join(cwd, 'my reports');
  expect(readRun(folder).summary).toMatchObject({ pass: 1, red: false });
  expect({ junit: existsSync(path.join(folder, 'junit.xml')), html: existsSync(path.join(folder, 'index.html')) }).toEqual({
    junit: true,
    html: false,
  });
});

test('an app that loses the upload: exit 1, said in words, with the command that shows it again', async () => {
  const cwd = folderWith();
  const { code, out, err } = await command([...NEXT_DAY, '--app', 'upload-naive', '--expected', 'none'], { cwd });
  expect(code, out + err).toBe(1);
  expect(out.replaceAll(/\s+/g, ' ')).toContain('the upload was lost after the 401');
  expect(err).toMatch(/^1 of 1 apps: upload-naive: 1 fail$/m);
  const [result] = readRun(path.join(cwd, 'reports', 'out')).results;
  expect(result?.reproduce).toBe(
    `loginlab run --app upload-naive --scenario reauth/online-access-resume-request:next-day --config ${BUNDLED}`,
  );
});

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

test('where GitHub shows a summary, the run is appended to it in Markdown; elsewhere it can be asked for', async () => {
  const cwd = folderWith({ 'summary.md': 'What came before\n' });
  const file = path.join(cwd, 'summary.md');
  const options = { cwd, env: { GITHUB_STEP_SUMMARY: file } };
  const args = [...NEXT_DAY, '--app', 'upload-naive', '--expected', 'none', '--format', 'markdown'];
  const { code, out, err } = await command(args, options);
  expect(code, out + err).toBe(1);
  const asked = readFileSync(path.join(cwd, 'reports', 'out', 'summary.md'), 'utf8');
  expect(asked).toContain('## ❌ Login Lab: red');
  expect(readFileSync(file, 'utf8')).toBe(`What came before\n${asked}\n`);
});

test('a summary that cannot be written is said, and changes nothing else', async () => {
  const cwd = folderWith();
  const { code, err } = await command([...NEXT_DAY, '--app', 'upload-resuming'], { cwd, env: { GITHUB_STEP_SUMMARY: cwd } });
  expect(code, err).toBe(0);
  expect(err).toContain('GITHUB_STEP_SUMMARY: the summary cannot be appended:');
});

const KNOWN = {
  scenario: 'reauth/online-access-resume-request',
  app: 'upload-naive',
  persona: 'google',
  verdict: 'fail',
  reason: 'it is naive on purpose',
};

test('a known deviation is amber, and red once it no longer matches', async () => {
  const cwd = folderWith({
    'known.json': JSON.stringify([KNOWN]),
    'stale.json': JSON.stringify([{ ...KNOWN, app: 'upload-resuming' }]),
  });
  const known = await command([...NEXT_DAY, '--app', 'upload-naive', '--expected', 'known.json'], { cwd });
  expect(known.code, known.out + known.err).toBe(0);
  const stale = await command([...NEXT_DAY, '--app', 'upload-resuming', '--expected', 'stale.json'], { cwd });
  expect(stale.code, stale.out + stale.err).toBe(1);
});

test('a list of deviations that does not fit is named with the field', async () => {
  const cwd = folderWith({ 'known.json': JSON.stringify([{ ...KNOWN, verdict: 'red' }]) });
  const { code, err } = await command([...NEXT_DAY, '--expected', 'known.json'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('known.json: [0].verdict: expected one of fail, inconclusive, warn, pass, info, skip, found "red".');
});

test('an app that does not start is one failure with its last words, its scenarios are skipped, and the run goes on: exit 1', async () => {
  const cwd = folderWith({
    'loginlab.config.mjs': `const app = (id, command) => ({ id, command, url: 'http://127.0.0.1:{port}', personas: ['google'], env: () => ({}),
      verbs: { signIn: { http: '/login' }, whoAmI: { http: '/me' } } });
    export default { apps: [app('broken', 'node -e "console.error(\\'no database here\\'); process.exit(9)"')] };`,
  });
  const { code, err } = await command(['run', '--scenario', 'login/code-pkce-happy-path'], { cwd });
  expect(code, err).toBe(1);
  const [start, result] = readRun(path.join(cwd, 'reports', 'out')).results;
  expect([start?.scenario, start?.verdict, result?.verdict]).toEqual(['app/sign-in', 'fail', 'skip']);
  expect(start?.checks[0]?.message).toContain('no database here');
  expect(result?.reason).toContain('no database here');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a run in good order: what had ended is written, exit %i', async (name, code) => {
  const cwd = folderWith();
  // One app is done in a moment, and the other one is far from its end.
  const chosen = ['--app', 'facebook-window-naive,web', '--scenario', 'login/code-pkce-happy-path', 'refresh', 'adversarial'];
  const run = start(['run', '--config', BUNDLED, '--workers', '2', ...chosen], { cwd });
  await run.says('1 of 2 apps: ');
  run.signal(name);
  const ended = await run.ended;
  expect(ended.code, ended.out + ended.err).toBe(code);
  const result = readRun(path.join(cwd, 'reports', 'out'));
  expect(result.interrupted).toBe(true);
  expect(result.results.length).toBeGreaterThan(0);
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

test('--update-expected writes what is new, takes out what no longer matches, and keeps what was not judged', async () => {
  const other = { ...KNOWN, scenario: 'login/state-mismatch-rejected', reason: 'not selected here' };
  const cwd = folderWith({ 'known.json': JSON.stringify([other, { ...KNOWN, app: 'upload-resuming' }]) });
  const run = [...NEXT_DAY, '--app', 'upload-naive,upload-resuming', '--expected', 'known.json'];
  const updated = await command([...run, '--update-expected'], { cwd });
  expect(updated.code, updated.out + updated.err).toBe(0);
  const entries = JSON.parse(readFileSync(path.join(cwd, 'known.json'), 'utf8'));
  const { verdict: _, reason: __, ...place } = KNOWN;
  const reason = expect.stringContaining('replace this text with the reason why it is accepted');
  expect(entries).toEqual([
    other,
    {
      ...{ ...place, variant: 'next-day', check: 'done-once', verdict: 'fail', reason },
      cause: expect.stringContaining('the upload was lost after the 401'),
    },
    {
      ...{ ...place, variant: 'next-day', check: 'by-itself', verdict: 'warn', reason },
      cause: expect.stringContaining('the person had to sign in again manually'),
    },
  ]);
  const again = await command([...run, '--update-expected'], { cwd });
  expect(again.err).toContain('known.json is up to date.');
  expect((await command(run, { cwd })).code).toBe(0);
});

test('people with a real browser: what the browsers of a failure saw lies beside the reports', {
  skip: !(await findChromium()),
}, async () => {
  const cwd = folderWith();
  const args = [...NEXT_DAY, '--app', 'upload-naive', '--expected', 'none', '--format', 'json', '--person', 'browser'];
  const { code, out, err } = await command(args, { cwd });
  expect(code, out + err).toBe(1);
  expect(out).toContain(`Browser traces of results that did not pass are in ${path.join('reports', 'out', 'browser')}`);
  const evidence = path.join(
    cwd,
    'reports',
    'out',
    'browser',
    'upload-naive-google-reauth-online-access-resume-request-next-day',
  );
  expect(readdirSync(path.join(evidence, 'judged-person-1'))).toContain('trace.zip');
});

test('a kind of person that there is not, one without windows, and a browser that is nowhere: exit 2, in words', async () => {
  const cwd = folderWith();
  const typo = await command([...NEXT_DAY, '--person', 'browsr'], { cwd });
  expect([typo.code, typo.err]).toEqual([2, expect.stringContaining('The nearest known one is "browser"')]);
  const blind = await command([...NEXT_DAY, '--person', 'http', '--headed'], { cwd });
  expect([blind.code, blind.err]).toEqual([2, expect.stringContaining('--person: http has no windows')]);
  const env = { LOGINLAB_CHROMIUM: '/nowhere/chrome' };
  const lost = await command([...NEXT_DAY, '--person', 'browser'], { cwd, env });
  expect([lost.code, lost.err]).toEqual([2, expect.stringContaining('names no existing file: "/nowhere/chrome"')]);
});

test('without a config three apps show three stories, and the way to everything is told: exit 0', async () => {
  const cwd = folderWith();
  const { code, out, err } = await command(['run'], { cwd });
  expect(code, out + err).toBe(0);
  const { results, summary } = readRun(path.join(cwd, 'reports', 'out'));
  expect([...new Set(results.map(({ app }) => app.id))]).toEqual(SUITES.stories.apps);
  expect([...new Set(results.map(({ scenario }) => scenario))].toSorted()).toEqual(SUITES.stories.include.toSorted());
  expect(summary).toMatchObject({ inconclusive: 0, red: false });
  expect(out).toMatch(/^1\. An upload with an access token that is aged past its hour gets a 401/m);
  expect(out.replaceAll(/\s+/g, ' ')).toContain('≈ known upload-naive the upload was lost after the 401');
  expect(out).toContain('         google/api/401-invalid-token: the access token expired 23 h ago (lifetime 1 h)');
  expect(out).toContain('loginlab explain login/csrf-browser-bound');
  expect(out).toContain('All apps and scenarios, in some minutes:  loginlab run --suite full');
  expect(err).toContain('No loginlab.config.* found: running three of the apps that come with Login Lab.');
});

test('with --quiet only what is red and the summary are printed', async () => {
  const cwd = folderWith();
  const good = await command([...NEXT_DAY, '--app', 'upload-resuming', '--quiet'], { cwd });
  expect(good.err).toBe('');
  expect(good.out).toMatch(/^1 result: 1 pass · .+ · green: no failures\n$/);
  const bad = await command([...NEXT_DAY, '--app', 'upload-naive', '--expected', 'none', '--quiet'], { cwd });
  expect([bad.code, bad.err]).toEqual([1, '']);
  expect(bad.out).toContain('the upload was lost');
  expect(bad.out).not.toContain('Reports are in');
});

test('a suite with an unknown name is answered with the nearest, and an unknown way to answer gaps as well', async () => {
  const cwd = folderWith();
  const suite = await command(['run', '--suite', 'storys'], { cwd });
  expect([suite.code, suite.err]).toEqual([2, expect.stringContaining('Did you mean "stories"?')]);
  const gaps = await command(['run', '--gaps', 'vender'], { cwd });
  expect([gaps.code, gaps.err]).toEqual([2, expect.stringContaining('--gaps: unknown value "vender"')]);
});
