import { visible } from '../drawing/visible.ts';
import { type Cause, findCauses, type RunResult } from '../scenarios/model/index.ts';
import { renderCounts, renderState } from './counts.ts';
import { renderCause, renderCauseLine } from './terminal/cause.ts';
import { makeStyle, type Style } from './terminal/style.ts';
import { renderTable } from './terminal/table.ts';
import { wrap } from './terminal/wrap.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Leaves out the table. */
  readonly quiet?: boolean;
}

/** Most causes that turn a run red, and most others. */
const MOST_RED = 20;
const MOST_OTHERS = 12;

const isRedCause = ({ counted }: Cause): boolean => counted === 'fail' || counted === 'inconclusive';

/** Apps of which nothing was judged. They come first: every count is beside the point there. */
const renderUnjudged = ({ unjudged = [], allowUnjudged }: RunResult, style: Style, width: number): readonly string[] =>
  unjudged.flatMap(({ app, persona, reason }) => {
    const word = allowUnjudged ? style.soft('– nothing judged (allowed)') : style.bad('✗ nothing judged');
    const name = `${app}${persona === undefined ? '' : ` with ${persona}`}`;
    return [`${word}  ${style.strong(visible(name).replaceAll(/\s+/g, ' '))}`, ...wrap(visible(reason), width, '  ')];
  });

const renderStale = ({ stale = [] }: RunResult, style: Style, width: number): readonly string[] =>
  stale.flatMap((sentence) => [style.bad('✗ stale expectation'), ...wrap(visible(sentence), width, '  ')]);

const renderReasons = (run: RunResult, style: Style, width: number): readonly string[] =>
  run.summary.reasons.flatMap((reason) => wrap(visible(reason), width, '- ')).map(style.bad);

const renderRed = (run: RunResult, causes: readonly Cause[], style: Style, width: number): readonly (readonly string[])[] => {
  const more = causes.length - MOST_RED;
  return [
    ...causes.slice(0, MOST_RED).map((cause) => renderCause(run, cause, style, width)),
    ...(more > 0 ? [[style.bad(`And ${more} more causes: see the HTML report.`)]] : []),
  ];
};

/** What failed and does not turn the run red: a line for each cause. */
const renderOthers = (causes: readonly Cause[], style: Style, width: number): readonly string[] => {
  const more = causes.length - MOST_OTHERS;
  return [
    ...causes.slice(0, MOST_OTHERS).flatMap((cause) => renderCauseLine(cause, style, width)),
    ...(more > 0 ? [`  and ${more} more: see the HTML report`] : []),
  ];
};

/** The text printed at the end of a run: what was not judged, a table, each root cause, and a summary line. */
export const renderTerminal = (run: RunResult, { color, width, quiet = false }: TerminalOptions): string => {
  const style = makeStyle(color);
  const causes = findCauses(run);
  const red = causes.filter(isRedCause);
  const others = causes.filter(({ counted }) => counted === 'known' || counted === 'warn');
  const isExplained = red.length > 0 || run.unjudged !== undefined || run.stale !== undefined;
  const state = run.summary.red ? style.bad(renderState(run)) : style.good(renderState(run));
  const blocks = [
    renderUnjudged(run, style, width),
    quiet ? [] : renderTable(run, style, width),
    quiet ? [] : renderOthers(others, style, width),
    ...renderRed(run, red, style, width),
    renderStale(run, style, width),
    // If nothing above explains why the run is red, print the reasons of the run.
    ...(run.summary.red && !isExplained ? [renderReasons(run, style, width)] : []),
    [`${renderCounts(run, ({ counted, text }) => style.verdict[counted](text))} · ${state}`],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
};
