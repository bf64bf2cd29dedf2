import type { LabProxy, ProxyOptions, Trust, TrustOptions } from '../connect/index.ts';
import { ALL_VENDORS } from '../personas/vendors.ts';

/**
 * Opens a proxy on loopback through which programs of any language reach the vendors' own hosts in a lab, and nothing
 * else but this machine. Rejects with `port-taken`.
 *
 * @example
 * await using proxy = await openProxy({ lab });
 * spawn('python3', ['app.py'], { env: { ...process.env, ...proxy.environment('default') } });
 */
export const openProxy = async (options: ProxyOptions): Promise<LabProxy> => {
  const { openProxy: open } = await import('../connect/proxy.ts'); // certificates are not for everybody's start
  return open(options, ALL_VENDORS);
};

/** Makes a certificate authority of this run, for proxies and a lab over TLS. Rejects with `usage` for a folder that cannot be written. */
export const openTrust = async (options: TrustOptions): Promise<Trust> => {
  const { openTrust: open } = await import('../connect/trust.ts');
  return open(options);
};

/** The first folder on the way to `dir` that other users may not enter; undefined for none. */
export const closedToOthers = async (dir: string): Promise<string | undefined> => {
  const { closedToOthers: look } = await import('../connect/proxy/trust-files.ts');
  return look(dir);
};
