import type { Lab } from '../../provider/index.ts';
import type { GapAnswer } from '../../provider/model/index.ts';
import type { Config, Expectation } from '../model/index.ts';
import type { BrowserOptions, PersonKind } from './browsers.ts';
import type { PackedOutcome } from './outcome.ts';
import type { RunContext } from './run-context.ts';
import type { RunEvent } from './run-event.ts';

/** What to run, and how. An option that selects items defaults to all of them. */
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
  /** Ids or globs of stories: their scenarios, and their clients where the config has them. Excludes `scenarios` and `suite`. */
  readonly stories?: readonly string[];
  /** App instances that run at the same time. Default: twice the number of processors. */
  readonly workers?: number;
  /** `index` counts from 1. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly expected?: readonly Expectation[];
  /** Seed of names and canaries. Default: a new one. */
  readonly seed?: string;
  /** Longest time for one leg in seconds. Default: the scenario's own, or 30. */
  readonly limitSeconds?: number;
  /** A failed SHOULD makes the run red too. */
  readonly strict?: boolean;
  /** A selected app of which nothing was judged does not make the run red. */
  readonly allowUnjudged?: boolean;
  /** How the lab answers what it does not serve; not for `lab`. Default `lab`: in its own name. */
  readonly gaps?: GapAnswer;
  /** Design of a persona, in every world; not for `lab`. Default: none. */
  readonly design?: string;
  /** User agent of the people: an HTTP client without scripts (default), or a real browser. */
  readonly person?: PersonKind;
  /** For `person: 'browser'`. */
  readonly browser?: BrowserOptions;
  /** Stops the run; the finished results are returned with `interrupted`. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** The user's command, for the `reproduce` lines. Default `npm run -s loginlab --`. */
  readonly command?: string;
  /** Extra environment for every app; overrides its own. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** A lab to use; it stays open. Default: a new one on a free port. */
  readonly lab?: Pick<Lab, 'world'>;
  /** Opens worker processes for the lanes of this run. Default: everything runs in this process. */
  readonly processes?: OpenLaneProcesses;
}

/** What a lane tells while it runs. */
export interface LaneReport {
  /** Gets each outcome with the index of its unit in the plan. */
  readonly done: (unit: number, outcome: PackedOutcome) => void;
  /** Gets the check that comes before the scenarios, of each app and persona. */
  readonly checked: (outcome: PackedOutcome) => void;
}

/** Worker processes that run lanes. Closing them aborts their work. */
export interface LaneProcesses extends AsyncDisposable {
  /** Runs a lane in the process of a worker; both count from 0. */
  play(lane: number, worker: number, report: LaneReport): Promise<void>;
}

export type OpenLaneProcesses = (count: number, context: RunContext, options: RunOptions) => Promise<LaneProcesses>;
