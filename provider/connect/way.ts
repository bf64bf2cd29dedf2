/** How a program in another process finds its lab and its world. */
export interface Way {
  /** Address of the lab: `http://localhost:4400`. */
  readonly url: string;
  readonly world: string;
  /** The vendors' own hosts that lead there. */
  readonly hosts: readonly string[];
}

/** Environment variable that holds a `Way` as JSON. */
export const WAY_VARIABLE = 'LOGINLAB_WAY';

/** Beside this file, in the sources as in the bundle. */
const appHost = (): string => new URL(`./app-host.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href;

/**
 * Environment in which a Node program, and every Node program that it starts, reaches the lab under the vendors' own
 * addresses, in one world. Needs Node 22.12 or newer there; no other change to the program.
 */
export const wayIntoLab = (way: Way, before: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => ({
  [WAY_VARIABLE]: JSON.stringify(way),
  NODE_OPTIONS: [before.NODE_OPTIONS, `--import=${appHost()}`].filter(Boolean).join(' '),
});
