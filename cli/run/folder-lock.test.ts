import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../test-folder.ts';
import { LOCK_FILE, lockFolder } from './folder-lock.ts';

const take = async (folder: string): Promise<() => Promise<void>> => {
  const lock = await lockFolder(folder);
  if (typeof lock === 'number') throw new Error(`process ${lock} has it`);
  return () => lock.release();
};

test('a folder is taken once, and again when it was released; nothing is left in it', async () => {
  const folder = folderWith();
  const release = await take(folder);
  expect(await lockFolder(folder)).toBe(process.pid);
  await release();
  await (await take(folder))();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many that take it at once one has it', async () => {
  const folder = folderWith();
  const locks = await Promise.all(Array.from({ length: 20 }, () => lockFolder(folder)));
  expect(locks.filter((lock) => typeof lock !== 'number')).toHaveLength(1);
});

test('a lock of a process that is gone is taken over, and one of a process that has its number now', async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  const other = spawn('cat');
  onTestFinished(() => void other.kill());
  for (const left of [String(gone.pid), `${other.pid} 1`, 'no process', '']) {
    const folder = folderWith({ [LOCK_FILE]: left });
    const release = await take(folder);
    expect(readFileSync(path.join(folder, LOCK_FILE), 'utf8')).toContain(String(process.pid));
    await release();
  }
});

test('a lock of a process that runs is respected', async () => {
  const folder = folderWith();
  const other = spawn('cat');
  onTestFinished(() => void other.kill());
  const [start] = /(?<=\) .*)\b\d+(?= \d+ \d+ 18446744073709551615)/.exec(readFileSync(`/proc/${other.pid}/stat`, 'utf8')) ?? [];
  writeFileSync(path.join(folder, LOCK_FILE), `${other.pid} ${start}`);
  expect(await lockFolder(folder)).toBe(other.pid);
});
