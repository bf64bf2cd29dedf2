import type { Lab } from '../../provider/index.ts';
import type { Config, Expectation } from '../model/index.ts';
import type { BrowserOptions, PersonKind } from './browsers.ts';
import type { UnitOutcome } from './outcome.ts';
import type { RunContext } from './run-context.ts';
import type { RunEvent } from './run-event.ts';

/** What to run, and how. Everything left out means everything there is. */
export interface RunOptions {
  readonly config: Config;
  /** Folder that the `cwd` of an app is relative to. */
  readonly configDir: string;
  /** Ids or globs. */
  readonly apps?: readonly string[];
  readonly personas?: readonly string[];
  /** Ids or globs; `id:variant` for one variant. */
  readonly scenarios?: readonly string[];
  /** Default `ci`, when no scenario is named. */
  readonly suite?: string;
  /** Stations at work at the same time. Default: twice the number of processors. */
  readonly workers?: number;
  /** `index` counts from 1. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly expected?: readonly Expectation[];
  /** Names and canaries are made from it. Default: a new one. */
  readonly seed?: string;
  /** Longest time for one leg in seconds. Default: the scenario's own, or 30. */
  readonly limitSeconds?: number;
  /** A broken SHOULD makes the run red too. */
  readonly strict?: boolean;
  /** What the people browse with: an HTTP client without scripts (default), or a real browser. */
  readonly person?: PersonKind;
  /** For `person: 'browser'`. */
  readonly browser?: BrowserOptions;
  /** Stops the run; what had ended is returned, `interrupted`. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** How the user starts us, for the `reproduce` lines. Default `npm run -s loginlab --`. */
  readonly command?: string;
  /** More environment for every app, over its own. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** A lab to use; it stays open. Default: one of our own on a free port. */
  readonly lab?: Pick<Lab, 'world'>;
  /** Opens other processes that play lanes of this run. Default: all is played in this one. */
  readonly processes?: OpenLaneProcesses;
}

/** Processes that play lanes of a run. Closing them stops what they are at. */
export interface LaneProcesses extends AsyncDisposable {
  /** Plays a lane in the process of a worker; both count from 0. `done` gets each outcome with the place of its unit in the plan. */
  play(lane: number, worker: number, done: (unit: number, outcome: UnitOutcome) => void): Promise<void>;
}

export type OpenLaneProcesses = (count: number, context: RunContext, options: RunOptions) => Promise<LaneProcesses>;
