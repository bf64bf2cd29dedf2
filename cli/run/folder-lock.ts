import { rmSync } from 'node:fs';
import { constants, copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomLower } from '../../provider/world/random.ts';

/** Names the process that writes into a folder, for as long as it does. */
export const LOCK_FILE = '.loginlab-run';

/** The start of a process in clock ticks since boot: a number is given to another process later. '' where the system does not tell. */
const startOf = async (pid: number | string): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''; // field 22; the name before may hold spaces
};

const nameOf = async (pid: number): Promise<string> => `${pid} ${await startOf(pid)}`.trim();

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // of another user
  }
};

/** The process that a lock names, while it runs. */
const holderOf = async (text: string): Promise<number | undefined> => {
  const pid = Number(text.split(' ', 1)[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return undefined;
  return (await nameOf(pid)) === text ? pid : undefined;
};

/** Takes away a lock that a process left behind. Another one that does the same at this moment loses. */
const clear = async (lock: string): Promise<void> => {
  const aside = `${lock}.${randomLower(8)}`;
  await rename(lock, aside).catch(() => undefined);
  await rm(aside, { force: true });
};

/** Answers a failure of this kind with a value; rejects with any other. */
const unless =
  <T>(code: string, value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === code) return value;
    throw error;
  };

/** False when the lock is there already. A linked file is whole from its first moment; not every file system has links. */
const claim = async (lock: string, draft: string): Promise<boolean> => {
  const isLinked = await link(draft, lock)
    .then(() => true, unless('EEXIST', false))
    .catch(() => undefined);
  if (isLinked !== undefined) return isLinked;
  return copyFile(draft, lock, constants.COPYFILE_EXCL).then(() => true, unless('EEXIST', false));
};

const take = async (lock: string, draft: string): Promise<number | undefined> => {
  while (!(await claim(lock, draft))) {
    const text = await readFile(lock, 'utf8').catch(unless('ENOENT', undefined));
    const holder = text === undefined ? undefined : await holderOf(text);
    if (holder !== undefined) return holder;
    if (text !== undefined) await clear(lock);
  }
  return undefined;
};

/** A folder that no other run writes into. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Takes a folder for this process. Returns the id of the process that has it. Rejects with the system's error. */
export const lockFolder = async (folder: string): Promise<FolderLock | number> => {
  const lock = path.join(folder, LOCK_FILE);
  const draft = `${lock}.${randomLower(8)}`;
  try {
    await writeFile(draft, await nameOf(process.pid), { flag: 'wx' });
    const holder = await take(lock, draft);
    if (holder !== undefined) return holder;
  } finally {
    await rm(draft, { force: true });
  }
  const release = () => {
    try {
      rmSync(lock, { force: true });
    } catch {} // the folder is gone
  };
  process.once('exit', release);
  return {
    async release() {
      process.off('exit', release);
      release();
    },
  };
};
