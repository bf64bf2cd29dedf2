/**
 * Folders of this process among the system's temporary files. A process that is killed leaves its own: their names say whose
 * they are, and the next start clears them away.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** What a folder is for. */
type Purpose = 'trust' | 'clock' | 'browser';

const FOLDER = /^loginlab-(?:trust|clock|browser)-([\da-f]{8})-(\d+)\.(\d+)-\w+$/;

const readText = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ''; // not Linux, or the process is gone
  }
};

/** Where process ids are counted: containers share a folder of temporary files, but not these. */
const here = createHash('sha256')
  .update(`${hostname()} ${readText(() => readlinkSync('/proc/self/ns/pid'))}`)
  .digest('hex')
  .slice(0, 8);

/** When a process began, in clock ticks since the machine did: ids are used again. The command stands in parentheses in front of it. */
const startOf = (pid: number): string => {
  const [, fields = ''] = /^.*\)(.*)$/s.exec(readText(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))) ?? [];
  return fields.trim().split(' ')[19] ?? '0';
};

const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // of another user
  }
};

const owner = `${here}-${process.pid}.${startOf(process.pid)}`;

/** A browser outlives the lab that was killed, and still uses its profile: it names itself in a link. */
const isInUse = async (folder: string): Promise<boolean> => {
  const holder = await readlink(path.join(folder, 'SingletonLock')).catch(() => '');
  const [, pid] = /-(\d+)$/.exec(holder) ?? [];
  return pid !== undefined && exists(Number(pid));
};

const isLeft = async (name: string): Promise<boolean> => {
  const [, where, pid, start] = FOLDER.exec(name) ?? [];
  if (where !== here || (exists(Number(pid)) && startOf(Number(pid)) === start)) return false;
  const { uid } = await lstat(path.join(tmpdir(), name));
  return (process.getuid === undefined || uid === process.getuid()) && !(await isInUse(path.join(tmpdir(), name)));
};

/** Removes the folders of processes that ended without removing them. Never rejects. */
export const clearLeftFolders = async (): Promise<void> => {
  const names = await readdir(tmpdir()).catch(() => []);
  const clear = async (name: string): Promise<void> => {
    if (await isLeft(name)) await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  };
  await Promise.all(names.map((name) => clear(name).catch(() => undefined))); // another start was faster
};

/** Makes a new folder, which its user removes. */
export const temporaryFolder = async (purpose: Purpose): Promise<string> => {
  await clearLeftFolders();
  return mkdtemp(path.join(tmpdir(), `loginlab-${purpose}-${owner}-`));
};
