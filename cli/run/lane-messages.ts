import type { LaneContext, PackedOutcome, RunEvent, RunOptions } from '../../scenarios/runner/index.ts';

/** Options of a run that are sent to another process; the config is read there again. */
export type ToldOptions = Omit<RunOptions, 'config' | 'expected' | 'signal' | 'onEvent' | 'lab' | 'processes'>;

/** From the main process to a worker process. */
export type ToProcess =
  | {
      readonly type: 'open';
      readonly configFile: string;
      readonly options: ToldOptions;
      readonly context: Omit<LaneContext, 'signal'>;
    }
  | { readonly type: 'play'; readonly lane: number }
  | { readonly type: 'stop' };

/** An error as plain data, for the channel between processes. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly field?: string;
}

/** From a worker process to the main process. */
export type FromProcess =
  /** Sent again and again, so that a process that hangs is noticed. */
  | { readonly type: 'alive' }
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'checked'; readonly lane: number; readonly outcome: PackedOutcome }
  | { readonly type: 'done'; readonly lane: number; readonly unit: number; readonly outcome: PackedOutcome }
  | { readonly type: 'ended'; readonly lane: number; readonly failure?: Failure };
