import { isIP } from 'node:net';

/** Where a listener listens. */
export interface Listening {
  readonly port: number;
  /** The configured address beyond loopback. */
  readonly host?: string | undefined;
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a name that cannot be registered publicly: one label, or below a domain for private use. */
const PRIVATE_NAME = /^(?:[a-z0-9_-]+|(?:[a-z0-9_-]+\.)+(?:internal|localhost))$/;

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

const isBeyond = (name: string, host: string): boolean =>
  name === host.toLowerCase() || isAddress(name) || PRIVATE_NAME.test(name);

/**
 * True for a valid Host header of a listener: a loopback name and its port. A listener beyond loopback has other names too,
 * but none that can be registered publicly (DNS rebinding).
 */
export const isOwnHost = (header: string, { port, host }: Listening): boolean => {
  const [, name, at] = /^(\[[^\]]+\]|[^:@/]+)(?::(\d{1,5}))?$/.exec(header.toLowerCase()) ?? [];
  if (name === undefined || Number(at ?? 80) !== port) return false;
  return LOOPBACK_NAMES.has(name) || (host !== undefined && isBeyond(name, host));
};
