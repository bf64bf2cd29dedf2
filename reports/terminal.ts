import { renderDuration } from '../drawing/duration.ts';
import { visible } from '../drawing/visible.ts';
import type { RunResult } from '../scenarios/model/index.ts';
import { byUrgency, isRed, readExpectationStatus } from './expectation-status.ts';
import { renderRedResult } from './terminal/red-result.ts';
import { makeStyle, type Style } from './terminal/style.ts';
import { renderTable } from './terminal/table.ts';
import { wrap } from './terminal/wrap.ts';
import { READING_ORDER } from './verdict-words.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Leaves out the table. */
  readonly quiet?: boolean;
}

const renderReasons = (run: RunResult, style: Style, width: number): readonly string[] =>
  run.summary.reasons.flatMap((reason) => wrap(visible(reason), width, '- ')).map(style.bad);

const renderSummaryLine = (run: RunResult, style: Style): string => {
  const counts = READING_ORDER.filter((verdict) => run.summary[verdict] > 0).map((verdict) =>
    style.verdict[verdict](`${run.summary[verdict]} ${verdict}`),
  );
  const known = run.results.filter((result) => readExpectationStatus(result, run) === 'known').length;
  const parts = [
    [`${run.results.length} results`, ...(counts.length > 0 ? [counts.join(', ')] : [])].join(': '),
    ...(known > 0 ? [`${known} known`] : []),
  ];
  const state = run.summary.red ? style.bad('red') : style.good('green');
  return [...parts, renderDuration(run.durationMs), ...(run.interrupted ? ['stopped early'] : []), state].join(' · ');
};

/** The text printed at the end of a run: a table, each red result, and a summary line. */
export const renderTerminal = (run: RunResult, { color, width, quiet = false }: TerminalOptions): string => {
  const style = makeStyle(color);
  const red = run.results.filter((result) => isRed(result, run)).toSorted(byUrgency(run));
  const blocks = [
    quiet ? [] : renderTable(run, style, width),
    ...red.map((result) => renderRedResult(run, result, style, width)),
    // If no result explains why the run is red, print the reasons of the run.
    ...(run.summary.red && red.length === 0 ? [renderReasons(run, style, width)] : []),
    [renderSummaryLine(run, style)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
};
