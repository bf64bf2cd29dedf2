import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StoredItem } from '../model/index.ts';

/** Bounds of what is read of a program that fills its folder. */
const MOST_FILES = 100;
const MOST_BYTES = 1024 * 1024;

const isGone = (error: unknown): boolean => /^(?:ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? '');

const readFile = async (path: string): Promise<StoredItem> => {
  const file = await open(path);
  try {
    const { mode } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return { place: 'file', name: basename(path), text: buffer.subarray(0, bytesRead).toString('utf8'), mode: mode & 0o777 };
  } finally {
    await file.close();
  }
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .slice(0, MOST_FILES);
};

/** The file at a path, or all files of a folder; none if there is nothing. */
export const readStored = async (path: string): Promise<readonly StoredItem[]> => {
  try {
    const paths = (await stat(path)).isDirectory() ? await filesIn(path) : [path];
    return await Promise.all(paths.map(readFile));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
};
