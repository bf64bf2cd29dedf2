import process from 'node:process';
import { type Domains, writeDomains } from './domains.ts';

/** How a program in another process finds its lab and its world. */
export interface ConnectTarget {
  /** Address of the lab: `http://localhost:4400`. */
  readonly url: string;
  readonly world: string;
  /** Hosts that may be reached for real, as `--tunnel` names them; default: none. */
  readonly tunnel?: readonly string[];
  /** Personas by hosts of their tenants, as `--domain` names them; default: none. */
  readonly domains?: Domains;
  /** Version of the Node that the program runs on, if it may be older than this one. */
  readonly nodeVersion?: string;
}

const readsTypeScript = (version: string): boolean => Number(/\d+/.exec(version)?.[0]) >= 24;

/** Beside this file, in the sources as in the bundle. An older Node cannot read the sources. */
const preload = (nodeVersion: string): string => {
  const isBundle = !import.meta.url.endsWith('.ts');
  const file = isBundle ? './preload.js' : readsTypeScript(nodeVersion) ? './preload.ts' : '../../dist/preload.js';
  return new URL(file, import.meta.url).href;
};

/**
 * Environment in which a Node program, and every Node program that it starts, reaches the lab under the vendors' own
 * addresses, in one world. Needs Node 20.19, 22.12 or newer there; no other change to the program. The caller
 * must check that this is not a production system.
 */
export const connectTarget = (
  { url, world, tunnel = [], domains = {}, nodeVersion = process.version }: ConnectTarget,
  before: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => ({
  LOGINLAB_URL: url,
  LOGINLAB_WORLD: world,
  LOGINLAB_TUNNEL: tunnel.join(','),
  ...(Object.keys(domains).length > 0 && { LOGINLAB_DOMAINS: writeDomains(domains) }),
  LOGINLAB_ALLOW_PRODUCTION: '1',
  NODE_OPTIONS: [before.NODE_OPTIONS, `--import=${preload(nodeVersion)}`].filter(Boolean).join(' '),
});
