import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { setupServer } from 'msw/node';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { PERSONA_IDS } from '../../provider/index.ts';
import { RULES, SCENARIOS } from '../../scenarios/runner/index.ts';
import { ROOT } from '../architecture/source-files.ts';

const exec = promisify(execFile);
const DIST = path.join(ROOT, 'dist');

/** As a shell outside any npm script would have it. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$|VITEST)/.test(name)),
);

beforeAll(() => {
  if (!existsSync(path.join(DIST, 'cli.js'))) throw new Error('There is no dist/cli.js to test. Build it: npm run prepare');
});

const emptyFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

test('the engine and its deep import are one module instance', () => {
  const text = readdirSync(DIST)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(DIST, name), 'utf8'))
    .join('\n');
  const weakCaches = text.match(/^\s*\/\/.*oidc-provider\/lib\/helpers\/weak_cache\.js$/gm);
  expect(weakCaches).toHaveLength(1);
  expect(text).not.toMatch(/from ?["']oidc-provider/);
});

test('the bundle has every scenario and every rule of the sources, in their order, though their files are not there', async () => {
  const listed = async (what: string): Promise<readonly { readonly id: string }[]> =>
    JSON.parse((await exec(process.execPath, [path.join(DIST, 'cli.js'), 'list', what, '--json'], { env: environment })).stdout);
  expect((await listed('scenarios')).map(({ id }) => id)).toEqual(SCENARIOS.map(({ id }) => id));
  expect((await listed('rules')).map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
});

test('its types name every persona: `world.google`, its endpoints, the settings of its clients', () => {
  const types = readdirSync(DIST)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(path.join(DIST, name), 'utf8'))
    .join('\n');
  const declared = [...types.matchAll(/interface LoginLabPersonas \{\s*'?([\w-]+)'?: \{/g)].map(([, id]) => id);
  expect(declared.toSorted()).toEqual(PERSONA_IDS.toSorted());
});

test('the bundle works without node_modules: it issues a token for the fragment, which needs the seams of the engine', async () => {
  const folder = emptyFolder();
  cpSync(DIST, folder, { recursive: true });
  const { createLab } = (await import(path.join(folder, 'index.js'))) as typeof import('../../index.ts');
  await using lab = await createLab({ personas: ['google'] });
  await lab.default.google.register({ clientId: 'spa', kind: 'spa', redirectUris: ['http://127.0.0.1:3000/cb'] });
  const { access_token } = await lab.default.google.mint({ as: 'ana', clientId: 'spa' });
  const who = await fetch(`${lab.default.google.address}/v1/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
  expect(await who.json()).toMatchObject({ email: 'ana@example.com' });

  const query = new URLSearchParams({
    client_id: 'spa',
    redirect_uri: 'http://127.0.0.1:3000/cb',
    response_type: 'token',
    scope: 'email',
    prompt: 'none',
  });
  const silent = await fetch(`${lab.default.google.address}/o/oauth2/v2/auth?${query}`, { redirect: 'manual' });
  expect(silent.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/cb#.*error=/);
});

test('handlers for MSW are of the MSW that their user sets up, and lead into the lab', async () => {
  const { createLab } = (await import(path.join(DIST, 'index.js'))) as typeof import('../../index.ts');
  const { inWorld, vendorHandlers } = (await import(path.join(DIST, 'msw.js'))) as typeof import('../../provider/connect/msw.ts');
  await using lab = await createLab();
  const world = await lab.world();
  const server = setupServer(...vendorHandlers(lab));
  server.listen();
  onTestFinished(() => server.close());
  const seen = await inWorld(world, () => fetch('https://accounts.google.com/.well-known/openid-configuration'));
  expect(await seen.json()).toMatchObject({ issuer: 'https://accounts.google.com' });
  expect((await world.wire.read()).exchanges).toHaveLength(1);
});

test('an app of the bundle reaches the lab under the addresses of its vendor', async () => {
  const folder = emptyFolder();
  const out = path.join(folder, 'out');
  const args = ['--app', 'passport-google-oauth20', '--scenario', 'login/state-mismatch-rejected:other', '--out', out];
  await exec(process.execPath, [path.join(DIST, 'cli.js'), 'run', ...args], { cwd: folder, env: environment });
  const run = JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8')) as { results: { verdict: string }[] };
  expect(run.results.map(({ verdict }) => verdict)).toEqual(['pass']);
});

test('a program of any project is led into a lab by the name of the package', async () => {
  const { createLab } = (await import(path.join(DIST, 'index.js'))) as typeof import('../../index.ts');
  await using lab = await createLab();
  const cwd = emptyFolder();
  mkdirSync(path.join(cwd, 'node_modules'));
  symlinkSync(ROOT, path.join(cwd, 'node_modules', 'loginlab'));
  const source = `fetch('https://accounts.google.com/.well-known/openid-configuration').then((answer) => answer.json()).then(({ issuer }) => console.log(issuer));`;
  const env = { ...environment, NODE_OPTIONS: '--import loginlab/preload', LOGINLAB_URL: lab.url };
  expect((await exec(process.execPath, ['--eval', source], { cwd, env })).stdout).toBe('https://accounts.google.com\n');
});

test('npm run -s loginlab takes arguments with spaces, from any folder, and exits as the command did', async () => {
  const cwd = emptyFolder();
  const args = ['--prefix', ROOT, 'run', '-s', 'loginlab', '--', 'run', '--config', 'my config.ts'];
  const failed = await exec('npm', args, { cwd, env: environment }).then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => error,
  );
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain(`--config: there is no file "my config.ts" (looked at ${path.join(cwd, 'my config.ts')})`);
});

test('the package holds the command line, the library, its types and the bundled apps, and no tests', async () => {
  const { stdout } = await exec('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, env: environment });
  const report = JSON.parse(stdout) as unknown;
  const [pack] = (Array.isArray(report) ? report : Object.values(report as object)) as { files: { path: string }[] }[];
  const files = pack?.files.map((file) => file.path) ?? [];
  for (const file of [
    'dist/cli.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/msw.js',
    'dist/preload.js',
    'fixtures/apps/loginlab.config.ts',
    'package.json',
  ]) {
    expect(files).toContain(file);
  }
  expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
});

test('the console works without node_modules: its page, its style, and its one script that imports nothing', async () => {
  const folder = emptyFolder();
  cpSync(DIST, folder, { recursive: true });
  const { createLab } = (await import(path.join(folder, 'index.js'))) as typeof import('../../index.ts');
  await using lab = await createLab();
  const { url } = await lab.openConsole();
  const read = async (name: string) => (await fetch(`${url}/${name}`)).text();
  expect(await read('')).toContain('src="/console.js"');
  expect(await read('console.css')).toContain('.flows');
  const script = await read('console.js');
  expect(script.length).toBeGreaterThan(50_000);
  expect(script).not.toMatch(/^import\b|\bimport\s*\(|\brequire\s*\(|["']node:/m);
});

test('the proxy works without node_modules', async () => {
  const folder = emptyFolder();
  cpSync(DIST, folder, { recursive: true });
  const { createLab, openProxy } = (await import(path.join(folder, 'index.js'))) as typeof import('../../index.ts');
  await using lab = await createLab();
  await using proxy = await openProxy({ lab });
  const source = `console.log((await (await fetch('https://accounts.google.com/.well-known/openid-configuration')).json()).issuer)`;
  const { stdout } = await exec(process.execPath, ['--input-type=module', '--eval', source], {
    env: { ...environment, ...proxy.environment('default') },
  });
  expect(stdout.trim()).toBe('https://accounts.google.com');
});

test("what is for a user's own runner takes that runner from its user", async () => {
  const playwright = (await import(path.join(DIST, 'playwright.js'))) as typeof import('../../runners/playwright.ts');
  const vitest = (await import(path.join(DIST, 'vitest.js'))) as typeof import('../../runners/vitest.ts');
  expect([typeof playwright.test.extend, typeof vitest.describeLogins]).toEqual(['function', 'function']);
  const imported = (name: string) => readFileSync(path.join(DIST, name), 'utf8');
  expect(imported('playwright.js')).toMatch(/from "@playwright\/test"/);
  expect(imported('vitest.js')).toMatch(/from "vitest"/);
});
