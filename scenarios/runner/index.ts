/**
 * The runner: starts apps, lets people use them in separate worlds, and judges the apps. Scenarios, rules and
 * suites are data; no code here refers to one of them by name.
 */

export { SCENARIOS } from '../catalogue/index.ts';
export { RULES } from '../rules/index.ts';
export { clearEvidence } from './evidence-folder.ts';
export { type Examination, type ExamineOptions, examine } from './examine.ts';
export { staleEntries } from './expectations.ts';
export { LaneLost } from './lane-lost.ts';
export { type LaneContext, type LanePlayer, openLanePlayer } from './lane-player.ts';
export { mergeRuns } from './merge.ts';
export type { NamedRun } from './merge-parts.ts';
export type { LaneProcesses, LaneReport, OpenLaneProcesses, RunOptions } from './options.ts';
export type { PackedOutcome } from './outcome.ts';
export type { RunContext } from './run-context.ts';
export type { RunEvent } from './run-event.ts';
export { type PlannedResult, planRun, run } from './runner.ts';
export { deviationsOfStories, pairsOf, storiesNamed } from './stories.ts';
export { DEFAULT_SUITE, FIRST_SUITE, SUITES, type Suite, type SuiteName } from './suites.ts';
export { reasonsOf } from './summary.ts';
export { updateExpectations } from './update-expectations.ts';
