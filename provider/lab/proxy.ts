import type { LabProxy, ProxyOptions } from '../connect/index.ts';
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
