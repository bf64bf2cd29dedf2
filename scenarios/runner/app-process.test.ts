import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { serveEndlessly } from '../../provider/testing/test-endless-server.ts';
import { entryOf } from '../processes/index.ts';
import { AppProcess } from './app-process.ts';
import { findFreePort, isListening } from './free-port.ts';

const running: AppProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.stop()));
});

const start = async (
  script: string,
  more: { readonly readyWithinSeconds?: number; readonly port?: number } = {},
): Promise<AppProcess> => {
  const port = more.port ?? (await findFreePort());
  const app = await AppProcess.start({
    id: 'test-app',
    command: 'node -e "$SCRIPT"',
    cwd: '.',
    env: { PATH: process.env.PATH, PORT: String(port), SCRIPT: script },
    ready: new URL(`http://127.0.0.1:${port}/`),
    readyWithinSeconds: more.readyWithinSeconds ?? 20,
    signal: new AbortController().signal,
  });
  running.push(app);
  return app;
};
const SERVE = `require('node:http').createServer((q, r) => q.url === '/die' ? process.exit(3) : r.end('ok')).listen(process.env.PORT, '127.0.0.1', () => console.log('up'))`;

test('an app is up once it answers, and gone once it is stopped, with everything that it started', async () => {
  const port = await findFreePort();
  const app = await start(
    `require('node:child_process').spawn('node', ['-e', ${JSON.stringify(SERVE)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`,
    { port },
  );
  expect(await isListening('127.0.0.1', port)).toBe(true);
  await app.stop();
  expect(await isListening('127.0.0.1', port)).toBe(false);
});

/** Writes its process id into the file that it is given, and ignores SIGTERM. */
const SLEEPER = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); require('node:fs').writeFileSync(process.argv[1], process.pid + ';')`;

const isRunning = (pid: number): boolean => entryOf(pid) !== undefined;

test.runIf(process.platform === 'linux').each([
  ['in a session of its own', `spawn('node', args, { detached: true, stdio: 'ignore' })`],
  ['that clears its environment', `spawn('node', args, { detached: true, stdio: 'ignore', env: { PATH } })`],
  ['whose parent has ended', `spawn('sh', ['-c', 'setsid node "$@" & ', 'sh', ...args], { stdio: 'ignore' })`],
  [
    'whose parent has ended, without the environment',
    `spawn('sh', ['-c', 'setsid env -i "$0" "$@" & ', process.execPath, ...args], { stdio: 'inherit' })`,
  ],
])('a process %s is stopped with its app', async (_, spawned) => {
  const folder = mkdtempSync(join(tmpdir(), 'loginlab-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pid');
  const app = await start(
    `const { spawn } = require('node:child_process'); const { PATH } = process.env; const args = ['-e', ${JSON.stringify(SLEEPER)}, '${file}']; ${spawned}; ${SERVE}`,
  );
  while (!existsSync(file) || !readFileSync(file, 'utf8').endsWith(';')) await new Promise((turn) => setTimeout(turn, 5));
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  onTestFinished(() => void (isRunning(pid) && process.kill(pid, 'SIGKILL')));
  expect(isRunning(pid)).toBe(true);
  await app.stop();
  expect(isRunning(pid)).toBe(false);
});

test('an app that ignores SIGTERM is made to stop', async () => {
  const app = await start(`process.on('SIGTERM', () => {}); ${SERVE}`);
  await app.stop();
  expect(app.death).toContain('SIG');
});

test('an app that dies before it is ready is told with its last lines', async () => {
  await expect(start(`console.error('no database at db.example'); process.exit(7)`)).rejects.toThrow(
    /"test-app" exited with code 7 before it answered .*\. It last printed:\n {2}no database at db\.example/,
  );
});

test('an app that never gets ready is told with what it answered', async () => {
  const broken = SERVE.replace("r.end('ok')", "r.writeHead(503).end('not yet')");
  await expect(start(broken, { readyWithinSeconds: 2 })).rejects.toThrow(/was not ready within 2 s: .* gave 503/);
});

test('an app is not started where another program answers already', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as AddressInfo;
  await expect(start(SERVE, { port })).rejects.toThrow(`port ${port} is answered by another program (`);
  await new Promise((done) => other.close(done));
});

test('a program that answers there without end is not read to the end', async () => {
  await using endless = await serveEndlessly();
  await expect(start(SERVE, { port: Number(new URL(endless.url).port) })).rejects.toThrow(
    /another program \(it said 200 "…" at \/\)/,
  );
  expect(await endless.left).toBeLessThan(64 * 1024 * 1024);
});

test('the death of an app is seen', async () => {
  const port = await findFreePort();
  const app = await start(SERVE, { port });
  await fetch(`http://127.0.0.1:${port}/die`).catch(() => undefined);
  await app.gone(5_000);
  expect(app.describe('it died.')).toBe('it died. It last printed:\n  up');
  expect(app.death).toBe('exited with code 3');
});
