import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { clearLeftFolders, temporaryFolder } from './temporary-folder.ts';

const MODULE = new URL('temporary-folder.ts', import.meta.url).href;
const TSX = fileURLToPath(import.meta.resolve('tsx'));

let place = '';
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'loginlab-test-'));
  vi.stubEnv('TMPDIR', place);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(place, { recursive: true, force: true });
  });
});

/** Another process with a folder of its own. */
const other = async (): Promise<{ child: ChildProcess; folder: string; kill: () => Promise<unknown> }> => {
  const source = `import { writeFileSync } from 'node:fs'; import { temporaryFolder } from '${MODULE}';
    const folder = await temporaryFolder('trust'); writeFileSync(folder + '/authority.pem', 'x'); console.log(folder); setInterval(() => {}, 1e6);`;
  const args = ['--import', TSX, '--input-type=module', '--eval', source];
  const child = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: place }, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const kill = () => {
    child.kill('SIGKILL');
    return once(child, 'exit');
  };
  return { child, folder: String(line).trim(), kill };
};

it('goes with the next start of any process where its own was killed, and stays while that lives', async () => {
  const [killed, living] = await Promise.all([other(), other()]);
  const own = await temporaryFolder('clock');
  expect([killed, living].map(({ folder }) => existsSync(path.join(folder, 'authority.pem')))).toEqual([true, true]);
  await killed.kill();
  const next = await temporaryFolder('trust');
  expect([killed.folder, living.folder, own, next].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
});

it('goes where the id of its process is in use again, also by this one', async () => {
  const own = await temporaryFolder('trust');
  const [, before = '', pid = ''] = /^(.*-)(\d+)\.\d+-\w+$/.exec(own) ?? [];
  expect(Number(pid)).toBe(process.pid);
  const earlier = [`${before}${process.pid}.1-abcdef`, `${before}${process.ppid}.1-abcdef`];
  for (const folder of earlier) mkdirSync(folder);
  await clearLeftFolders();
  expect([own, ...earlier].map((folder) => existsSync(folder))).toEqual([
    true,
    ...earlier.map(() => process.platform !== 'linux'),
  ]);
});

it('stays where another container or a browser uses it, and whatever else is there stays', async () => {
  const { folder, kill } = await other();
  symlinkSync(`here-${process.pid}`, path.join(folder, 'SingletonLock'));
  const elsewhere = folder.replace(/-[\da-f]{8}-/, '-00000000-');
  const foreign = ['loginlab-trust-notes', 'other-trust', 'loginlab-test-abc'].map((name) => path.join(place, name));
  for (const each of [elsewhere, ...foreign]) mkdirSync(each);
  writeFileSync(path.join(place, 'loginlab-trust'), '');
  await kill();
  await clearLeftFolders();
  expect([folder, elsewhere, ...foreign, path.join(place, 'loginlab-trust')].map((each) => existsSync(each))).toEqual(
    Array(6).fill(true),
  );
  rmSync(path.join(folder, 'SingletonLock'));
  await clearLeftFolders();
  expect(existsSync(folder)).toBe(false);
});
