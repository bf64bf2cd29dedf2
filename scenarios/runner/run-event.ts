import type { RunResult, ScenarioResult } from '../model/index.ts';

/** What a run reports while it goes on. */
export type RunEvent =
  | { readonly type: 'planned'; readonly results: number; readonly apps: readonly string[] }
  | { readonly type: 'app-starting'; readonly app: string; readonly station: string }
  | { readonly type: 'app-ready'; readonly app: string; readonly station: string; readonly durationMs: number }
  | { readonly type: 'app-down'; readonly app: string; readonly station: string; readonly reason: string }
  | {
      readonly type: 'scenario-started';
      readonly app: string;
      readonly persona: string;
      readonly scenario: string;
      readonly variant?: string;
    }
  | { readonly type: 'result'; readonly result: ScenarioResult; readonly done: number; readonly of: number }
  | { readonly type: 'ended'; readonly run: RunResult };
