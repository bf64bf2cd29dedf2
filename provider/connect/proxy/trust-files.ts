import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { LoginLabError } from '../../model/index.ts';
import { randomText } from '../../world/random.ts';
import type { TrustFiles } from '../proxy-environment.ts';
import { javaTrustStore } from './java-trust-store.ts';

const placesIn = (folder: string): TrustFiles => ({
  authority: path.join(folder, 'authority.pem'),
  roots: path.join(folder, 'roots.pem'),
  javaTrustStore: path.join(folder, 'roots.jks'),
  phpIniFolder: path.join(folder, 'php'),
});

/** Replaces a file in one step: a program that starts meanwhile reads the old one or the new one. */
const replace = async (file: string, content: string | Uint8Array): Promise<void> => {
  const next = `${file}.${randomText(16)}`;
  await writeFile(next, content, { flag: 'wx' });
  await chmod(next, 0o644); // whatever the umask
  await rename(next, file);
};

const write = async (files: TrustFiles, authority: string): Promise<void> => {
  const roots = [authority, ...rootCertificates.map((root) => `${root}\n`)];
  const quoted = JSON.stringify(files.roots);
  await mkdir(files.phpIniFolder, { recursive: true });
  await chmod(files.phpIniFolder, 0o755);
  await Promise.all([
    replace(files.authority, authority),
    replace(files.roots, roots.join('')),
    replace(files.javaTrustStore, javaTrustStore(roots)),
    replace(path.join(files.phpIniFolder, 'loginlab.ini'), `curl.cainfo=${quoted}\nopenssl.cafile=${quoted}\n`),
  ]);
};

/** Throws `usage` for a folder that cannot be written. */
const inFolder = async (dir: string, authority: string): Promise<TrustFiles> => {
  const files = placesIn(path.resolve(dir));
  try {
    const isNew = (await mkdir(dir, { recursive: true })) !== undefined;
    if (isNew) await chmod(dir, 0o755);
    await write(files, authority);
  } catch (cause) {
    const message = `--ca-dir: cannot write to ${path.resolve(dir)} (${(cause as NodeJS.ErrnoException).code}). Name a folder of yours.`;
    throw new LoginLabError('usage', message, { field: '--ca-dir', cause });
  }
  return files;
};

/** The first folder on the way to `dir` that other users may not enter. */
export const closedToOthers = async (dir: string): Promise<string | undefined> => {
  const folder = path.resolve(dir);
  const parent = path.dirname(folder);
  const above = parent === folder ? undefined : await closedToOthers(parent);
  if (above !== undefined || process.platform === 'win32') return above;
  return (await stat(folder)).mode & 0o001 ? undefined : folder;
};

/**
 * Writes an authority's certificate, in the forms that programs read, into `dir`, where the files stay, or into a new folder,
 * which `remove` takes away. Its key is in no file. Throws `usage` for a folder that cannot be written.
 */
export const writeTrustFiles = async (
  authority: string,
  dir?: string,
): Promise<{ trust: TrustFiles; remove(): Promise<void> }> => {
  if (dir !== undefined) return { trust: await inFolder(dir, authority), remove: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), 'loginlab-'));
  const files = placesIn(folder);
  await write(files, authority);
  return { trust: files, remove: () => rm(folder, { recursive: true, force: true }) };
};
