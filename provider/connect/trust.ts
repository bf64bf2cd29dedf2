import { type Authority, createAuthority } from './proxy/authority.ts';
import { writeTrustFiles } from './proxy/trust-files.ts';
import type { TrustFiles } from './proxy-environment.ts';

/** A certificate authority of this run, and the files with which programs trust it. */
export interface Trust extends AsyncDisposable {
  /** Nothing has its certificate installed; its key is in memory only. */
  readonly authority: Authority;
  readonly trust: TrustFiles;
}

/** What a trust is made for. */
export interface TrustOptions {
  /** The hosts that its authority may sign for. */
  readonly hosts: readonly string[];
  /** Where its files are written, and stay; default: a new folder that is removed in the end. */
  readonly caDir?: string;
}

/** Makes an authority and writes its files. Rejects with `usage` for a folder that cannot be written. */
export const openTrust = async ({ hosts, caDir }: TrustOptions): Promise<Trust> => {
  const authority = createAuthority(hosts);
  const { trust, remove } = await writeTrustFiles(authority.cert, caDir);
  return { authority, trust, [Symbol.asyncDispose]: remove };
};
