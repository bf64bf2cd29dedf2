import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLab } from '../../provider/index.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { exec, inNode, NODE } from './test-exec.ts';

const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

test('the command runs as it is: arguments, output, input and exit code are its own', async () => {
  const source = 'console.log(JSON.stringify(process.argv.slice(1))); console.error("said"); process.exitCode = 7;';
  const { code, out, err } = await exec([], [...inNode(source), '--', '--persona', 'a b', '$HOME']);
  expect({ code, out }).toEqual({ code: 7, out: '["--persona","a b","$HOME"]\n' });
  expect(err).toContain('said');
  expect(err).toContain('ended with exit code 7.');
  for (const text of [
    /Login Lab answers for Google, Facebook, Auth0 and First-party API at http:\/\/localhost:\d+ while/,
    'ana <ana@example.com>',
    '/clock/advance',
    'anybody can sign in as anybody',
  ]) {
    expect(err).toMatch(text);
  }
});

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
