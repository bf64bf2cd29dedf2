import type { LaneContext, RunEvent, RunOptions, UnitOutcome } from '../../scenarios/runner/index.ts';

/** What of a run's options another process can be told; the config is read there again. */
export type ToldOptions = Omit<RunOptions, 'config' | 'expected' | 'signal' | 'onEvent' | 'lab' | 'processes'>;

/** From the process of the run to one that helps. */
export type ToProcess =
  | {
      readonly type: 'open';
      readonly configFile: string;
      readonly options: ToldOptions;
      readonly context: Omit<LaneContext, 'signal'>;
    }
  | { readonly type: 'play'; readonly lane: number }
  | { readonly type: 'stop' };

/** A failure on its way through a channel that knows no classes. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly field?: string;
}

/** From a process that helps to that of the run. */
export type FromProcess =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'done'; readonly lane: number; readonly unit: number; readonly outcome: UnitOutcome }
  | { readonly type: 'ended'; readonly lane: number; readonly failure?: Failure };
