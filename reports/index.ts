/** Reports: pure functions from a run to files and text. The caller writes the files. */
import type { RunResult } from '../scenarios/model/index.ts';
import { REPORTERS, type ReportFormat } from './formats/index.ts';
import type { ReportFile } from './reporter.ts';

export { renderAnnotations } from './annotations.ts';
export { decidingReasons } from './evidence.ts';
export { REPORTERS, type ReportFormat } from './formats/index.ts';
export { escapeMarkdown } from './formats/markdown/escape.ts';
export { type ReadBeside, readRun } from './read-run.ts';
export type { Reporter, ReportFile } from './reporter.ts';
export { renderSarifLog, type SarifRule, sarifLevel } from './sarif-log.ts';
export { renderStories, type StoryText } from './terminal/stories.ts';
export { renderTerminal } from './terminal.ts';

/** Renders a run in the formats asked for, each once, in the order of `REPORTERS`. */
export const renderReports = (run: RunResult, formats: readonly ReportFormat[]): readonly ReportFile[] =>
  Object.values(REPORTERS)
    .filter((reporter) => formats.some((format) => format === reporter.format))
    .flatMap((reporter) => reporter.render(run));
