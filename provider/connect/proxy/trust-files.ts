import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { TrustFiles } from '../proxy-environment.ts';
import { javaTrustStore } from './java-trust-store.ts';

/** Writes an authority's certificate into files of a new folder, in the forms that programs read. `remove` takes them away. */
export const writeTrustFiles = async (authority: string): Promise<{ trust: TrustFiles; remove(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'loginlab-'));
  const place = (name: string) => join(folder, name);
  const files = {
    authority: place('authority.pem'),
    roots: place('roots.pem'),
    javaTrustStore: place('roots.jks'),
    phpIniFolder: place('php'),
  };
  const roots = [authority, ...rootCertificates.map((root) => `${root}\n`)];
  await mkdir(files.phpIniFolder);
  await Promise.all([
    writeFile(files.authority, authority),
    writeFile(files.roots, roots.join('')),
    writeFile(files.javaTrustStore, javaTrustStore(roots)),
    writeFile(
      join(files.phpIniFolder, 'loginlab.ini'),
      `curl.cainfo=${JSON.stringify(files.roots)}\nopenssl.cafile=${JSON.stringify(files.roots)}\n`,
    ),
  ]);
  return { trust: files, remove: () => rm(folder, { recursive: true, force: true }) };
};
