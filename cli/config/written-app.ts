/** What the checks of an app may look at. */
export interface CheckContext {
  /** Folder of the config. */
  readonly folder: string;
  /** Longest time for one call of `env`. */
  readonly limitMs: number;
}

/** One app as it was written, and where: `apps[0]`. */
export interface WrittenApp {
  readonly field: string;
  readonly app: Readonly<Record<string, unknown>>;
  /** All apps of the config, this one included. */
  readonly all: readonly unknown[];
}
