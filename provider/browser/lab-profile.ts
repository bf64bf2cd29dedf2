/** What leads a Chromium with a profile of its own into a lab. */
export interface LabProfile {
  /** Address of a proxy for one world: a browser with a window would ask the person for a user name. */
  readonly proxyUrl: string;
  /** Digest of the key that the proxy's servers have (SHA-256 of its SPKI, base64). */
  readonly believedKey: string;
}

/** What Chromium fetches by itself; a vendor's hosts are among them, and the wire log shows what the app did. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--disable-features=OptimizationHints,MediaRouter,Translate,NetworkTimeServiceQuerying,AutofillServerCommunication',
];

/**
 * Arguments of a Chromium for which the vendors' hosts are the lab. One key is believed, in this profile alone: its private half is in
 * the memory of this run. No authority is installed, neither in the system nor in the profile.
 */
export const labProfileArguments = ({ proxyUrl, believedKey }: LabProfile): readonly string[] => [
  `--proxy-server=${proxyUrl}`,
  `--ignore-certificate-errors-spki-list=${believedKey}`,
  ...QUIET,
];
