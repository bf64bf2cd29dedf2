import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../architecture/source-files.ts';

/** A project of a user's, below the repository so that it finds the packages there; the package is its source. */
const project = async (options: string): Promise<string> => {
  await mkdir(join(ROOT, 'node_modules', '.cache'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, 'node_modules', '.cache', 'loginlab-vitest-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(ROOT, 'fixtures', 'apps'), join(folder, 'apps'));
  await writeFile(
    join(folder, 'logins.test.ts'),
    `import { describeLogins } from 'loginlab/vitest';
import config from ${JSON.stringify(join(ROOT, 'fixtures/apps/loginlab.config.ts'))};
describeLogins(config, { configDir: ${JSON.stringify(join(ROOT, 'fixtures/apps'))}, workers: 1, ${options} });`,
  );
  await writeFile(
    join(folder, 'vitest.config.ts'),
    `export default { resolve: { alias: {
  'loginlab/vitest': ${JSON.stringify(join(ROOT, 'runners/vitest.ts'))}, loginlab: ${JSON.stringify(join(ROOT, 'index.ts'))},
} }, test: { dir: ${JSON.stringify(folder)}, exclude: ['apps/**'] } };`,
  );
  return folder;
};

const vitest = async (folder: string, ...args: readonly string[]) => {
  const written = join(folder, 'report.json');
  const command = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${written}`, ...args];
  const env = { ...process.env, NO_COLOR: '1' };
  await promisify(execFile)(process.execPath, command, { cwd: folder, env }).catch(() => undefined); // tests are red
  const report = JSON.parse(await readFile(written, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
};

test('each scenario is a test, red with the reason and the command that shows it again', async () => {
  const folder = await project(
    "apps: ['upload-resuming', 'upload-naive'], scenarios: ['reauth/online-access-resume-request:next-day']",
  );
  const tests = await vitest(folder);
  expect(tests.map(({ title, status }) => [title, status])).toEqual([
    ['reauth/online-access-resume-request:next-day · upload-naive · google', 'failed'],
    ['reauth/online-access-resume-request:next-day · upload-resuming · google', 'passed'],
    ['every app signs people in, and something of it is judged', 'passed'],
  ]);
  const told = tests[0]?.failureMessages.join('\n') ?? '';
  expect(told).toContain('- done-once: The person’s request is carried out exactly once');
  expect(told).toContain('reproduce: npm run -s loginlab -- run --app upload-naive --scenario');
});

test('of a selection only those scenarios run; what is expected is green, and an entry that no longer holds is red', async () => {
  const reason = "reason: 'left so on purpose'";
  const about = "scenario: 'reauth/online-access-resume-request', persona: 'google', verdict: 'fail'";
  const folder = await project(
    `apps: ['upload-resuming', 'upload-naive'], scenarios: ['reauth/online-access-resume-request:next-day', 'login/access-denied:denied'],
     expected: [{ ${about}, app: 'upload-naive', ${reason} }, { ${about}, app: 'upload-resuming', ${reason} }]`,
  );
  const tests = await vitest(folder, '-t', 'reauth/online|list of expectations');
  expect(tests.map(({ title, status }) => [title.split(' · ')[1] ?? title, status])).toEqual([
    ['upload-naive', 'skipped'],
    ['upload-naive', 'passed'],
    ['upload-resuming', 'skipped'],
    ['upload-resuming', 'passed'],
    ['every app signs people in, and something of it is judged', 'skipped'],
    ['every entry of the list of expectations still holds', 'failed'],
  ]);
});

test('an app that signs nobody in is red, although every scenario of it is skipped', async () => {
  const folder = await project(
    "apps: ['upload-resuming'], scenarios: ['login/access-denied:denied'], extraEnv: { GOOGLE_ISSUER: 'http://127.0.0.1:9/none' }",
  );
  const [skipped, told] = await vitest(folder);
  expect([skipped?.status, told?.status]).toEqual(['skipped', 'failed']);
  expect(told?.failureMessages.join('\n')).toContain('verbs.signIn: GET /auth/google');
});
