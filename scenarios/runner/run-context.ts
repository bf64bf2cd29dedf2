import type { Browsers } from './browsers.ts';
import type { UserRegistry } from './user-registry.ts';

/** The context of every result of a run. */
export interface RunContext {
  readonly seed: string;
  readonly command: string;
  /** Longest time for one leg; undefined: the scenario's own. */
  readonly limitSeconds: number | undefined;
  readonly registry: UserRegistry;
  /** Real browsers, of the whole run or of one app; undefined: HTTP clients. */
  readonly browsers?: Browsers | undefined;
  readonly signal: AbortSignal;
}
