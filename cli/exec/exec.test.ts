import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLab } from '../../provider/index.ts';
import { entryOf } from '../../scenarios/processes/index.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';

const NODE = process.execPath;
const JAVA = 'java';
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

const exec = (args: readonly string[], argv: readonly string[], surroundings = {}) =>
  command(['exec', '--port', '0', ...args, '--', ...argv], surroundings);

const inNode = (source: string): readonly string[] => [NODE, '--input-type=module', '--eval', source];

test('the command runs as it is: arguments, output, input and exit code are its own', async () => {
  const source = 'console.log(JSON.stringify(process.argv.slice(1))); console.error("said"); process.exitCode = 7;';
  const { code, out, err } = await exec([], [...inNode(source), '--', '--persona', 'a b', '$HOME']);
  expect({ code, out }).toEqual({ code: 7, out: '["--persona","a b","$HOME"]\n' });
  expect(err).toContain('said');
  expect(err).toContain('ended with exit code 7.');
  for (const text of [
    /Login Lab answers for Google, Facebook and Auth0 at http:\/\/localhost:\d+ while/,
    'ana <ana@example.com>',
    '/clock/advance',
    'anybody can sign in as anybody',
  ]) {
    expect(err).toMatch(text);
  }
});

test('a Node program, and a program that it starts through npm, reach the lab under the addresses of the vendor', async () => {
  const cwd = folderWith({
    'package.json': '{ "scripts": { "dev": "node app.mjs" } }',
    'app.mjs': `console.log((await (await fetch('${DISCOVERY}')).json()).issuer);`,
  });
  const { code, out } = await exec([], ['npm', 'run', '-s', 'dev'], { cwd });
  expect({ code, out }).toEqual({ code: 0, out: 'https://accounts.google.com\n' });
});

test('a program of another language finds the proxy and what it has to believe', async () => {
  const { code, out } = await exec([], ['sh', '-c', `curl -sS ${DISCOVERY}`]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ issuer: 'https://accounts.google.com' });
});

test('paths with spaces stay in one piece: of the command, its folder, the certificates, and the temporary files', async () => {
  const script = '#!/bin/sh\necho "$1"\n[ -s "$SSL_CERT_FILE" ] && echo "$SSL_CERT_FILE"\nnode "my app.mjs"\n';
  const app = `console.log((await (await fetch('${DISCOVERY}')).json()).issuer);
    await new Promise((done) => import('node:worker_threads').then(({ Worker }) =>
      new Worker("fetch('${DISCOVERY}').then((a) => console.log(a.status))", { eval: true }).on('exit', done)));`;
  const root = folderWith({ 'my app/run it.sh': script, 'my app/my app.mjs': app, 'my files/x': '' });
  const cwd = path.join(root, 'my app');
  chmodSync(path.join(cwd, 'run it.sh'), 0o755);
  const env = { TMPDIR: path.join(root, 'my files') };
  const { out } = await exec([], ['./run it.sh', 'a b'], { cwd, env });
  const [first, roots, ...rest] = out.trim().split('\n');
  expect([first, ...rest]).toEqual(['a b', 'https://accounts.google.com', '200']);
  expect(roots).toMatch(/\/my files\/loginlab-trust-\S+\/roots\.pem$/);
  const kept = await exec(['--ca-dir', 'my certificates'], [path.join(cwd, 'run it.sh'), '-'], { cwd, env });
  expect(kept.out).toContain(`${path.join(cwd, 'my certificates')}/roots.pem\n`);
});

test.skipIf(spawnSync(JAVA, ['-version']).status !== 0)(
  'a Java program starts where the temporary files are in a folder with spaces',
  async () => {
    const root = folderWith({ 'my files/x': '' });
    const { code, err } = await exec([], [JAVA, '-XshowSettings:properties', '-version'], {
      env: { TMPDIR: path.join(root, 'my files') },
    });
    expect(code).toBe(0);
    expect(err).toMatch(/javax\.net\.ssl\.trustStore = .*\/my files\/loginlab-trust-\S+\/roots\.jks\n/);
  },
);

test('what a killed command left is cleared away by the next start of any', async () => {
  const env = { TMPDIR: folderWith() };
  const source = `const { ppid } = process; console.log(process.env.SSL_CERT_FILE); setInterval(() => process.ppid === ppid || process.exit(), 50);`;
  const killed = start(['exec', '--port', '0', '--no-console', '--', ...inNode(source)], { env });
  const folder = path.dirname((await killed.prints('roots.pem\n')).trim());
  killed.signal('SIGKILL');
  await command(['exec', '--port', '0', '--ca-dir', path.join(env.TMPDIR, 'kept'), '--no-console', '--', ...inNode('')], { env });
  expect([existsSync(folder), existsSync(path.join(env.TMPDIR, 'kept', 'roots.pem'))]).toEqual([false, true]);
});

test('the client of the switches is known, with its secret and no other', async () => {
  const source = `for (const client_secret of ['right', 'wrong']) {
    const form = { grant_type: 'authorization_code', code: '4/0none', client_id: 'shop', client_secret, redirect_uri: 'http://localhost:3000/cb' };
    const answer = await fetch('https://oauth2.googleapis.com/token', { method: 'POST', body: new URLSearchParams(form) });
    console.log((await answer.json()).error); }`;
  const client = ['--app-client', 'shop:right', '--redirect', 'http://localhost:3000/cb'];
  expect((await exec(client, inNode(source))).out).toBe('invalid_grant\ninvalid_client\n');
});

test('--as leaves one person to sign in, known or new', async () => {
  expect((await exec(['--as', 'ben'], inNode(''))).err).toContain('Who can sign in:  ben <ben@example.com>\n');
  expect((await exec(['--as', 'zoe'], inNode(''))).err).toMatch(/Who can sign in: {2}zoe <\S+>\n/);
  expect((await exec(['--as', 'no-email'], inNode(''))).err).toContain('Who can sign in:  no-email\n');
});

test('a running lab is joined, by --url or by LOGINLAB_URL, and outlives the command', async () => {
  await using lab = await createLab();
  const source = `console.log((await fetch('${DISCOVERY}')).status);`;
  const argv = ['--', ...inNode(source)];
  const ways = [command(['exec', '--url', lab.url, ...argv]), command(['exec', ...argv], { env: { LOGINLAB_URL: lab.url } })];
  expect((await Promise.all(ways)).map(({ code, out }) => ({ code, out }))).toEqual(Array(2).fill({ code: 0, out: '200\n' }));
  expect((await lab.default.wire.read()).exchanges.map(({ endpoint }) => endpoint)).toEqual(['discovery', 'discovery']);
  const stranger = `await fetch(process.env.LOGINLAB_URL + '/google/o/oauth2/v2/auth?client_id=stranger', { redirect: 'manual' });
    process.stdin.on('data', () => process.exit());`;
  const joined = start(['exec', '--url', lab.url, '--', ...inNode(stranger)]);
  expect(await joined.says('--app-client stranger:SECRET')).toContain('No client stranger is registered here.');
  joined.signal('SIGTERM');
  await joined.ended;
  await using other = await lab.world();
  expect(await command(['exec', '--url', lab.url, ...argv], { env: { LOGINLAB_WORLD: other.id } })).toMatchObject({ code: 0 });
  expect((await other.wire.read()).exchanges).toHaveLength(1);
  const refused = await command(['exec', '--url', lab.url, '--as', 'ana', ...argv]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('--as: applies only to a lab that exec starts');
});

test('other hosts are reached for real, those of a vendor are not, and with --no-tunnel none is', async () => {
  const outside = createServer((_request, response) => response.end('outside')).listen(0, '127.0.0.1');
  onTestFinished(() => void outside.close());
  await new Promise((resolve) => outside.once('listening', resolve));
  const { port } = outside.address() as AddressInfo;
  const lookup = '(_, { all }, done) => all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)';
  const source = `import { get } from 'node:http';
    for (const host of ['api.example.org', 'maps.googleapis.com', 'fonts.googleapis.com']) await new Promise((done) =>
      get({ host, port: ${port}, agent: false, lookup: ${lookup} }, (answer) => answer.on('data', (text) => done(console.log(String(text)))))
        .on('error', (error) => done(console.log(error.message))));`;
  const asked = async (...args: string[]) => (await exec(args, inNode(source))).out.trim().split('\n');
  const vendors = expect.stringContaining('no persona serves it. To reach the real host: --tunnel');
  expect(await asked('--tunnel', 'fonts.googleapis.com')).toEqual(['outside', vendors, 'outside']);
  expect(await asked('--no-tunnel')).toEqual([expect.stringContaining('other hosts are blocked by default'), vendors, vendors]);
});

test('a gap of the lab is told in the terminal, also of a lab that runs already, and --gaps vendor is for a lab of its own', async () => {
  const source = `console.log((await fetch('https://people.googleapis.com/v1/people/me?key=x')).status);
    process.stdin.on('data', () => process.exit());`;
  const why = '[loginlab] Login Lab does not serve GET https://people.googleapis.com/v1/people/me, which Google may have.';
  await using lab = await createLab();
  for (const args of [
    ['--port', '0', '--no-console'],
    ['--url', lab.url],
  ]) {
    const started = start(['exec', ...args, '--', ...inNode(source)]);
    await started.prints('501');
    expect(await started.says(why)).toContain(why);
    started.signal('SIGTERM');
    await started.ended;
  }
  const once = `console.log((await fetch('https://people.googleapis.com/v1/people/me?key=x')).status);`;
  expect((await exec(['--gaps', 'vendor'], inNode(once))).out).toBe('404\n');
  const refused = await command(['exec', '--url', lab.url, '--gaps', 'vendor', '--', ...inNode(once)]);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--gaps: applies only to a lab that exec starts')]);
});

test('a command that does not exist, and one that cannot be run', async () => {
  const missing = await exec([], ['no-such-command-here']);
  expect(missing.code).toBe(127);
  expect(missing.err).toContain('[loginlab] exec: command "no-such-command-here" not found. Put it on the PATH');
  const cwd = folderWith({ 'app.txt': 'not a program' });
  const unable = await exec([], ['./app.txt'], { cwd });
  expect(unable.code).toBe(126);
  expect(unable.err).toContain('exec: "./app.txt" cannot be run');
});

test('nothing to run is told', async () => {
  const { code, err } = await command(['exec', '--persona', 'google']);
  expect(code).toBe(2);
  expect(err).toContain("loginlab exec: missing required argument 'command'");
});

test('exec refuses to start in production', async () => {
  const { code, err } = await exec([], inNode(''), { env: { NODE_ENV: 'production' } });
  expect(code).toBe(2);
  expect(err).toContain('NODE_ENV: Login Lab does not start with "production"');
});

test('a port that is asked for and taken is an error; the usual one is not', async () => {
  await using lab = await createLab();
  const { code, err } = await command(['exec', '--port', String(lab.port), '--', NODE, '--eval', '']);
  expect(code).toBe(3);
  expect(err).toContain(`--port: port ${lab.port} is taken`);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the app, whose own end counts', async (signal) => {
  const source = `process.on('${signal}', () => { console.log('tidy'); process.exit(9); }); setInterval(() => {}, 1e6); console.log('up');`;
  const started = start(['exec', '--port', '0', '--', ...inNode(source)]);
  await started.prints('up');
  started.signal(signal);
  expect(await started.ended).toMatchObject({ code: 9, out: 'up\ntidy\n' });
});

test('an app that a signal ends is told as a shell tells it', async () => {
  const started = start(['exec', '--port', '0', '--', ...inNode('setInterval(() => {}, 1e6); console.log("up");')]);
  await started.prints('up');
  started.signal('SIGTERM');
  expect((await started.ended).code).toBe(143);
});

test('what the command leaves behind when it is asked to end is asked as well', async () => {
  const source = `process.on('SIGTERM', () => { console.log('swept'); process.exit(); }); setInterval(() => {}, 1e6); console.log('up');`;
  const cwd = folderWith({ 'app.mjs': source });
  const started = start(['exec', '--port', '0', '--', 'sh', '-c', `"${NODE}" app.mjs & wait`], { cwd });
  await started.prints('up');
  started.signal('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 143, out: 'up\nswept\n' });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends an app that npm started, also one that ignores it, without a stack',
  async (signal) => {
    const sleep = (name: string) => `setInterval(() => {}, 1e6); console.log(process.pid + ' ${name}');`;
    const cwd = folderWith({
      'package.json': '{ "scripts": { "start": "node app.mjs", "stubborn": "node stubborn.mjs & node app.mjs" } }',
      'app.mjs': sleep('app'),
      'stubborn.mjs': `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {}); ${sleep('stubborn')}`,
    });
    for (const [script, programs] of [
      ['start', ['app']],
      ['stubborn', ['app', 'stubborn']],
    ] as const) {
      const started = start(['exec', '--port', '0', '--no-console', '--', 'npm', 'run', '-s', script], { cwd });
      const pids: number[] = [];
      for (const name of programs)
        pids.push(Number(new RegExp(`(\\d+) ${name}\n`).exec(await started.prints(` ${name}\n`))?.[1]));
      started.signal(signal);
      const { err, code } = await started.ended;
      expect(code).not.toBe(0);
      expect(err).not.toMatch(/^ {4}at /m);
      expect(pids.filter((pid) => entryOf(pid) !== undefined)).toEqual([]);
    }
  },
);

test('an app that ignores signals is ended by the second one', async () => {
  const source = `process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1e6); console.log('up');`;
  const started = start(['exec', '--port', '0', '--', ...inNode(source)]);
  await started.prints('up');
  started.signal('SIGTERM');
  await started.prints('no');
  const again = setInterval(() => started.signal('SIGTERM'), 50);
  await started.says('ended with exit code');
  clearInterval(again);
  const { code, out } = await started.ended;
  expect({ code, out }).toEqual({ code: 137, out: 'up\nno\n' });
});

test('a client that nobody registered: what registers it stands on the page and on stderr, and the button does it', async () => {
  const callback = 'http://localhost:3000/cb';
  const source = `const query = new URLSearchParams({ client_id: 'shop', redirect_uri: '${callback}', response_type: 'code', scope: 'openid' });
    const start = process.env.LOGINLAB_URL + '/google/o/oauth2/v2/auth?' + query;
    const page = await (await fetch(start)).text();
    const [, ticket] = /name="ticket" value="([^"]+)"/.exec(page);
    const { origin } = new URL(process.env.LOGINLAB_URL);
    await fetch(origin + '/_lab/register', { method: 'POST', headers: { origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ ticket }) });
    console.log(page.includes('No client shop is registered here.'), (await fetch(start)).status);`;
  const { out, err } = await exec([], inNode(source));
  expect(out).toBe('true 200\n');
  expect(err).toContain(
    '[loginlab] No client shop is registered here. To register it, press the button on the page or run:\n  curl -X POST',
  );
  expect(err).toContain(`or start the lab with: --app-client shop:SECRET --redirect ${callback}\n`);
  expect(err.match(/No client shop/g)).toHaveLength(1);
});
