import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { LISTABLE_NAMES } from './listable.ts';
import { command } from './test-command.ts';
import { folderWith } from './test-folder.ts';

const CONFIG = `export default { apps: [{ id: 'shop', command: 'node server.mjs', url: 'http://127.0.0.1:{port}', personas: ['google'], env: () => ({}), verbs: {} }] };`;

test('--help lists the commands and exits 0', async () => {
  const { code, out, err } = await command(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const name of ['run', 'serve', 'list', 'explain', 'token']) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

test('nothing at all shows the help and exits 2', async () => {
  const { code, err } = await command([]);
  expect(code).toBe(2);
  expect(err).toContain('Usage: loginlab');
});

/** Each wrong command line, and the first line of what it is told. */
const WRONG: readonly (readonly [line: string, told: string])[] = [
  ['rnu', 'unknown command "rnu" of "loginlab". The nearest known one is "run".'],
  [
    'serve --app-clint=shop:a-secret',
    'unknown option "--app-clint" of "loginlab serve". The nearest known one is "--app-client".',
  ],
  ['run --persna google', 'unknown option "--persna" of "loginlab run". The nearest known one is "--persona".'],
  ['list personnas', 'list: unknown list "personnas". The nearest known one is "personas".'],
  ['list', "loginlab list: missing required argument 'what'."],
  [
    'explain google/refresh/first-consent',
    'explain: unknown persona, row, behaviour, scenario, rule or exchange "google/refresh/first-consent". The nearest known one is "google/refresh/first-consent-only".',
  ],
  ['explain G-99', 'explain: unknown persona, row, behaviour, scenario, rule or exchange "G-99". The nearest known one is "G-9'],
  [
    'explain gogle',
    'explain: unknown persona, row, behaviour, scenario, rule or exchange "gogle". The nearest known one is "google".',
  ],
  ['list behaviours --persona gogle', '--persona: unknown persona "gogle". The nearest known one is "google".'],
  ['list faults --persona google', '--persona: faults belong to no persona. Leave it out.'],
  ['serve --gaps vendr', '--gaps: unknown value "vendr". The nearest known one is "vendor".'],
  ['serve --persona gogle', '--persona: unknown persona "gogle". The nearest known one is "google".'],
  ['serve --port eighty', '--port: expected a whole number from 0 to 65535, found "eighty".'],
  ['serve --port 0 --host 192.0.2.7', '--host: "192.0.2.7" is no address of this machine. Use 0.0.0.0 for all interfaces.'],
  ['serve --redirect http://127.0.0.1/cb', '--redirect: needs the client that the redirect URI belongs to.'],
  ['token --persona google', "loginlab token: required option '--as <name>' not specified."],
  ['token --persona gogle --as ana', '--persona: unknown persona "gogle". The nearest known one is "google".'],
  ['token --persona google --as ana --kind acces', '--kind: unknown kind of token "acces". The nearest known one is "access".'],
  ['token --persona google --as ana --claim x', '--claim: expected NAME=VALUE, found "x".'],
  ['run --format junt', '--format: unknown report format "junt". The nearest known one is "junit".'],
  ['run --shard 3/2', '--shard: expected PART/PARTS such as 1/4, with the part from 1 to the number of parts, found "3/2".'],
  ['run --workers 0', '--workers: expected a whole number from 1 to 64, found "0".'],
  ['run --config nowhere.ts', '--config: there is no file "nowhere.ts"'],
  ['run --expected nowhere.json', '--expected: there is no file nowhere.json.'],
  ['run --update-expected --expected none', '--update-expected: there is no file to write with --expected none.'],
  ['run --scenario refresh/omited-refresh-token-is-kept', '--scenario: Unknown scenario "refresh/omited-refresh-token-is-kept".'],
  ['run --app shp', '--app: Unknown app "shp". Did you mean "shop"?'],
  ['run --persona gogle', '--persona: Unknown persona "gogle". Did you mean "google"?'],
  ['run --suite sec', '--suite: Unknown suite "sec".'],
];

// One after the other: what ends with a test would end with another one of those at once.
test.each(WRONG)('loginlab %s: exit 2, and what to write instead', async (line, told) => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG });
  const { code, out, err } = await command(line.split(' '), { cwd });
  const message = err.slice(Math.max(0, err.indexOf('[loginlab]')));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(message.startsWith(`[loginlab] ${told}`), err).toBe(true);
});

test('a persona of a config that does not exist is named by its place in the file', async () => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG.replace("['google']", "['google', 'gogle']") });
  const { code, err } = await command(['run'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('[loginlab] loginlab.config.mjs: apps[0].personas[1]: Unknown persona "gogle".');
});

test('two configs in one folder are one too many', async () => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG, 'loginlab.config.json': '{}' });
  const { code, err } = await command(['run'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('Found several configs: loginlab.config.mjs, loginlab.config.json.');
});

test('a config is found from a folder below it, and listed', async () => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG, 'package.json': '{}', 'src/deep/file.txt': '' });
  const { code, out } = await command(['list', 'apps', '--json'], { cwd: `${cwd}/src/deep` });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ id: 'shop', command: 'node server.mjs' }]);
});

test('the search for a config ends at the root of the project', async () => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG, 'project/package.json': '{}' });
  const { out } = await command(['list', 'apps', '--json'], { cwd: `${cwd}/project` });
  expect(JSON.parse(out).map(({ id }: { id: string }) => id)).not.toContain('shop');
});

test('every list prints JSON with ids, and is cut down to the personas that are named', async () => {
  const listed = async (...args: readonly string[]): Promise<readonly { readonly id: string }[]> => {
    const { code, out, err } = await command(['list', ...args, '--json']);
    expect(code, err).toBe(0);
    return JSON.parse(out);
  };
  for (const name of LISTABLE_NAMES) {
    const items = await listed(name);
    expect(items.length, name).toBeGreaterThan(0);
    expect(items.filter(({ id }) => typeof id !== 'string')).toEqual([]);
  }
  const behaviours = await listed('behaviours', '--persona', 'google');
  expect([...new Set(behaviours.map(({ id }) => id.split('/')[0]))]).toEqual(['google']);
  const rows = await listed('rows', '--persona', 'facebook');
  expect([...new Set(rows.map(({ id }) => id.slice(0, 2)))]).toEqual(['F-']);
});

test('explain reads ids of every kind, rows in either case, and prints JSON', async () => {
  const [row, persona, json] = await Promise.all([
    command(['explain', 'g-03']),
    command(['explain', 'google']),
    command(['explain', 'facebook', '--json']),
  ]);
  expect(row.out).toMatch(/^G-03\n {2}the next day in online mode/);
  expect(persona.out).toContain('https://oauth2.googleapis.com/token');
  expect(persona.out).toContain('people.googleapis.com');
  expect(JSON.parse(json.out)).toMatchObject({ id: 'facebook', issuer: 'https://www.facebook.com' });
});

test('run and serve refuse to start in production, unless told otherwise', async () => {
  const cwd = folderWith({ 'loginlab.config.mjs': CONFIG });
  for (const name of ['run', 'serve']) {
    const { code, err } = await command([name], { cwd, env: { NODE_ENV: 'production' } });
    expect({ name, code }).toEqual({ name, code: 2 });
    expect(err).toContain('NODE_ENV: Login Lab does not start with "production"');
  }
  const { err } = await command(['run', '--suite', 'x'], {
    cwd,
    env: { NODE_ENV: 'production', LOGINLAB_ALLOW_PRODUCTION: '1' },
  });
  expect(err).toContain('--suite: Unknown suite "x"');
});

test('a lab that is not there: exit 3, with its address and how to start one', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const { code, err } = await command(['token', '--persona', 'google', '--as', 'ana', '--url', `http://127.0.0.1:${port}`]);
  expect(code).toBe(3);
  expect(err).toContain(`http://127.0.0.1:${port}`);
  expect(err).toContain('loginlab serve');
});

test('a port that is taken: exit 3, and the way out', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, 'localhost', resolve));
  onTestFinished(() => {
    holder.close();
  });
  const { port } = holder.address() as AddressInfo;
  const { code, out, err } = await command(['serve', '--port', String(port)]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(`--port: port ${port} is taken`);
  expect(err).toContain(`loginlab serve --port ${port + 1}`);
});
