/** How a program in another process finds its lab and its world. */
export interface ConnectTarget {
  /** Address of the lab: `http://localhost:4400`. */
  readonly url: string;
  readonly world: string;
  /** Hosts that may be reached for real, as `--tunnel` names them; default: none. */
  readonly tunnel?: readonly string[];
}

/** Beside this file, in the sources as in the bundle. */
const preload = (): string => new URL(`./preload.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href;

/**
 * Environment in which a Node program, and every Node program that it starts, reaches the lab under the vendors' own
 * addresses, in one world. Needs Node 20.19, 22.12 or newer there; no other change to the program. The caller
 * must check that this is not a production system.
 */
export const connectTarget = (
  { url, world, tunnel = [] }: ConnectTarget,
  before: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => ({
  LOGINLAB_URL: url,
  LOGINLAB_WORLD: world,
  LOGINLAB_TUNNEL: tunnel.join(','),
  LOGINLAB_ALLOW_PRODUCTION: '1',
  NODE_OPTIONS: [before.NODE_OPTIONS, `--import=${preload()}`].filter(Boolean).join(' '),
});
