import type { RunResult, ScenarioResult } from '../model/index.ts';

/** Progress events of a run. */
export type RunEvent =
  /** `apps`: number of results by app. */
  | { readonly type: 'planned'; readonly results: number; readonly apps: Readonly<Record<string, number>> }
  | { readonly type: 'app-starting'; readonly app: string; readonly instance: string }
  /** `pid`: the first process of the app, which leads its process group. */
  | { readonly type: 'app-spawned'; readonly app: string; readonly instance: string; readonly pid: number }
  | { readonly type: 'app-ready'; readonly app: string; readonly instance: string; readonly durationMs: number }
  | { readonly type: 'app-down'; readonly app: string; readonly instance: string; readonly reason: string }
  | {
      readonly type: 'scenario-started';
      readonly app: string;
      readonly persona: string;
      readonly scenario: string;
      readonly variant?: string;
    }
  | { readonly type: 'result'; readonly result: ScenarioResult; readonly done: number; readonly of: number }
  /** An app asked for what the lab does not serve. */
  | { readonly type: 'gap'; readonly why: string }
  /** A worker process ended. `apps`: those whose results it did not finish. */
  | { readonly type: 'lane-lost'; readonly reason: string; readonly apps: readonly string[] }
  | { readonly type: 'ended'; readonly run: RunResult };
