import { isIP } from 'node:net';

/** Where a listener listens. */
export interface Listening {
  readonly port: number;
  /** The address beyond loopback that it was told to listen on. */
  readonly host?: string | undefined;
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A name that nobody can register for themselves: one label, or below a domain kept for private use. */
const PRIVATE_NAME = /^(?:[a-z0-9_-]+|(?:[a-z0-9_-]+\.)+(?:internal|localhost))$/;

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

const isBeyond = (name: string, host: string): boolean =>
  name === host.toLowerCase() || isAddress(name) || PRIVATE_NAME.test(name);

/**
 * True for a Host header by which a listener may be called: a loopback name and its port. One that listens beyond loopback
 * has other names too, but none that a stranger could have led here (DNS rebinding).
 */
export const isOwnHost = (header: string, { port, host }: Listening): boolean => {
  const [, name, at] = /^(\[[^\]]+\]|[^:@/]+)(?::(\d{1,5}))?$/.exec(header.toLowerCase()) ?? [];
  if (name === undefined || Number(at ?? 80) !== port) return false;
  return LOOPBACK_NAMES.has(name) || (host !== undefined && isBeyond(name, host));
};
