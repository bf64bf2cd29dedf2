/** Reports: pure functions from a run to files and text. The caller writes the files. */
import type { RunResult } from '../scenarios/model/index.ts';
import { REPORTERS, type ReportFormat } from './formats/index.ts';
import type { ReportFile } from './reporter.ts';

export { visibleLine } from '../drawing/visible.ts';
export { renderAnnotations } from './annotations.ts';
export { anchorOf } from './comparison/cells.ts';
export { COMPARISON_FORMATS, type ComparisonFormatName } from './comparison/formats/index.ts';
export { type MarkdownOptions, renderMarkdown } from './comparison/formats/markdown.ts';
export { renderText } from './comparison/formats/text.ts';
export { compareApp, type PlayedAt } from './comparison/of-app.ts';
export { decidingReasons } from './evidence.ts';
export { REPORTERS, type ReportFormat } from './formats/index.ts';
export { escapeMarkdown } from './formats/markdown/escape.ts';
export { MIGRATION_FORMATS, renderMigration } from './migration/formats.ts';
export { migrate } from './migration/migrate.ts';
export { type ReadBeside, readRun } from './read-run.ts';
export { bytesOf, type Reporter, type ReportFile } from './reporter.ts';
export { diffRuns, type NamedRun } from './run-diff/diff.ts';
export { RUN_DIFF_FORMATS, renderRunDiff } from './run-diff/formats.ts';
export { renderSarifLog, type SarifRule, sarifLevel } from './sarif-log.ts';
export { renderStories, type StoryText } from './terminal/stories.ts';
export { renderTerminal } from './terminal.ts';

/** The files of a run in the formats asked for, each once, in the order of `REPORTERS`. */
export const renderReports = (run: RunResult, formats: readonly ReportFormat[]): readonly ReportFile[] =>
  Object.values(REPORTERS)
    .filter((reporter) => formats.some((format) => format === reporter.format))
    .flatMap((reporter) => reporter.render(run));
