import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLab } from '../../provider/index.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { exec, inNode } from './test-exec.ts';

const JAVA = 'java';
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

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
