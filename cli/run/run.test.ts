import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SUITES } from '../../scenarios/runner/suites.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { BUNDLED, NEXT_DAY, readRun } from './test-run.ts';

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

test('without a config three apps show three stories, and the way to everything is told: exit 0', async () => {
  const cwd = folderWith();
  const { code, out, err } = await command(['run'], { cwd });
  expect(code, out + err).toBe(0);
  const { results, summary } = readRun(path.join(cwd, 'reports', 'out'));
  expect([...new Set(results.map(({ app }) => app.id))]).toEqual(SUITES.stories.apps);
  expect([...new Set(results.map(({ scenario }) => scenario))].toSorted()).toEqual(SUITES.stories.include.toSorted());
  expect(summary).toMatchObject({ inconclusive: 0, red: false });
  expect(out).toMatch(/^1\. An upload with an access token that is aged past its lifetime gets a 401/m);
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
