import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../architecture/source-files.ts';
import { FLASK_APP, PASSPORT_APP } from './passport-app.ts';

const exec = promisify(execFile);

/** As a shell outside any npm script would have it, with this Node. */
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$|VITEST|LOGINLAB_)/.test(name)),
  ),
  PATH: `${path.dirname(process.execPath)}${path.delimiter}/usr/bin${path.delimiter}${process.env.PATH}`,
};

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'loginlab-init-'));

/** The package as npm packs it, unpacked, with the packages that it needs beside it. */
let installed: string;
beforeAll(async () => {
  installed = newFolder();
  await exec('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', installed], { cwd: ROOT, env: environment });
  const modules = path.join(installed, 'node_modules');
  mkdirSync(modules);
  await exec('tar', ['-xzf', path.join(installed, 'loginlab-0.1.0.tgz'), '-C', modules]);
  cpSync(path.join(modules, 'package'), path.join(modules, 'loginlab'), { recursive: true });
  for (const name of ['jiti', 'msw']) symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
}, 60_000);
afterAll(() => rmSync(installed, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs the packed command line in a folder where it is not installed. */
const loginlab = async (cwd: string, ...args: readonly string[]): Promise<Ended> => {
  const cli = path.join(installed, 'node_modules', 'loginlab', 'dist', 'cli.js');
  const failed = (error: { code: number; stdout: string; stderr: string }) => ({
    code: error.code,
    out: error.stdout + error.stderr,
  });
  return exec(process.execPath, [cli, ...args], { cwd, env: environment }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    failed,
  );
};

/** A folder with an app. Packages of Node are those of this project. */
const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const { dependencies = {} } = JSON.parse(files['package.json'] ?? '{}') as { dependencies?: object };
  mkdirSync(path.join(folder, 'node_modules'));
  for (const name of Object.keys(dependencies))
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
  return folder;
};

const SCENARIOS = ['--scenario', 'login/state-mismatch-rejected', '--out', 'out'];

interface Result {
  readonly verdict: string;
  readonly reason?: string;
  readonly checks: readonly { readonly id: string; readonly verdict: string }[];
}

/** Every scenario was judged, and no MUST failed. Flask answers a wrong state with 500, a warning; passport sends the token in the query, which a rule finds. */
const expectJudged = async (folder: string): Promise<void> => {
  const { code, out } = await loginlab(folder, 'run', ...SCENARIOS);
  expect([0, 1], out).toContain(code);
  const { results } = JSON.parse(readFileSync(path.join(folder, 'out', 'run.json'), 'utf8')) as { results: readonly Result[] };
  expect(results.filter(({ verdict }) => verdict === 'skip' || verdict === 'inconclusive')).toEqual([]);
  const checks = results.flatMap((result) => result.checks.map(({ id, verdict }) => `${id} ${verdict}`));
  expect(checks.length).toBeGreaterThan(4);
  expect(checks.filter((check) => !/ (?:pass|warn)$/.test(check))).toEqual([]);
};

const hasFlask = (() => {
  try {
    execFileSync('python3', ['-c', 'import flask, requests_oauthlib'], { stdio: 'ignore', env: environment });
    return true;
  } catch {
    return false;
  }
})();

test('from the package: init, doctor and run in a folder of Express and passport', { timeout: 120_000 }, async () => {
  const folder = folderOf(PASSPORT_APP);
  const { code, out } = await loginlab(folder, 'init');
  expect({ code, out }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "out": "Wrote loginlab.config.ts for Express:
      command      npm start  (scripts.start of package.json)
      url          http://127.0.0.1:{port}  (server.js:34)
      personas     google  (the sources)
      redirectPath /auth/google/callback  (server.js:24)
      env          GOOGLE_CLIENT_ID, GOOGLE_ID, GOOGLE_CLIENT_SECRET, GOOGLE_SECRET
      signIn       GET /auth/google  (server.js:23)
      whoAmI       GET /me  (server.js:25)
      useResource  POST /upload  (server.js:26)
      signOut      POST /logout  (server.js:32)
    Check it with: loginlab doctor
    Drive the app: loginlab run
    ",
    }
  `);
  const examined = await loginlab(folder, 'doctor');
  expect(examined).toMatchObject({ code: 0 });
  await expectJudged(folder);
});

test('from the package: init, doctor and run in a folder of Flask and requests-oauthlib', { timeout: 120_000 }, async ({
  skip,
}) => {
  skip(
    !hasFlask,
    'no python3 with Flask and requests-oauthlib; on Debian: apt-get install python3-flask python3-requests-oauthlib',
  );
  const folder = folderOf(FLASK_APP);
  expect(await loginlab(folder, 'init')).toMatchObject({ code: 0 });
  expect(await loginlab(folder, 'doctor')).toMatchObject({ code: 0 });
  await expectJudged(folder);
});

/** The config that the README shows. */
const inReadme = (): string => {
  const blocks = readFileSync(path.join(ROOT, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g);
  return [...blocks].map(([, text = '']) => text).find((text) => text.includes('export default defineConfig(')) ?? '';
};

test('the config of the README, as it stands, drives an app around passport', { timeout: 120_000 }, async () => {
  const folder = folderOf({ ...PASSPORT_APP, 'loginlab.config.ts': inReadme() });
  await expectJudged(folder);
});
