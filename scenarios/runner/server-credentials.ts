import { openTrust } from '../../provider/index.ts';
import type { TlsProxyOptions } from './tls-proxy.ts';

/** Credentials of a server on this machine, of an authority that nobody knows: an HTTP client as a person believes this machine. */
export const serverCredentials = async (): Promise<TlsProxyOptions['credentials']> => {
  await using trust = await openTrust({ hosts: ['localhost'] });
  return trust.authority.issue('localhost');
};
