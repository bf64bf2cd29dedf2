import { visibleLine } from '../../drawing/visible.ts';
import { COUNTED, type Counted, countedAs, type RunResult, type ScenarioResult } from '../../scenarios/model/index.ts';
import { byUrgency, readNote } from '../counted.ts';
import { type Column, type Row, readOutline } from '../outline.ts';
import { SYMBOLS, spoken } from '../verdict-words.ts';
import type { Style } from './style.ts';
import { measure, pad } from './wrap.ts';

const GAP = 2;
const WIDEST_SCENARIO = 44;
/** Most rows of tables on a screen. */
const MOST_ROWS = 40;

interface Cell {
  readonly text: string;
  readonly worst: Counted | undefined;
}

/** A cell shows its worst variant: `✗ fail 1/3`. */
const readCell = (run: RunResult, results: readonly ScenarioResult[]): Cell => {
  const first = results.toSorted(byUrgency(run))[0];
  if (first === undefined) return { text: '·', worst: undefined };
  const worst = countedAs(first, run);
  const same = results.filter((result) => countedAs(result, run) === worst).length;
  const share = results.length > 1 ? ` ${same}/${results.length}` : '';
  return { text: `${spoken(worst)}${share} ${worst === 'known' ? '' : readNote(first, run)}`.trimEnd(), worst };
};

const columnName = ({ app, persona }: Column, severalPersonas: boolean): string =>
  visibleLine(severalPersonas ? `${app.id} · ${persona}` : app.id);

interface Strip {
  readonly names: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
}

const cut = (strip: Strip, from: number, to: number): Strip => ({
  names: strip.names.slice(from, to),
  cells: strip.cells.map((row) => row.slice(from, to)),
  widths: strip.widths.slice(from, to),
});

/** Splits the columns into groups that fit the width; each group becomes a table. */
const splitStrips = (strip: Strip, room: number): readonly Strip[] => {
  let used = 0;
  const fitting = strip.widths.findIndex((width) => {
    used += width + GAP;
    return used > room;
  });
  if (fitting === -1) return [strip];
  const count = Math.max(1, fitting);
  if (count >= strip.widths.length) return [strip];
  return [cut(strip, 0, count), ...splitStrips(cut(strip, count, strip.widths.length), room)];
};

const renderStrip = (rows: readonly Row[], strip: Strip, scenarioWidth: number, style: Style): readonly string[] => {
  const gap = ' '.repeat(GAP);
  const paint = (cell: Cell, width: number): string =>
    cell.worst === undefined ? style.soft(pad(cell.text, width)) : style.verdict[cell.worst](pad(cell.text, width));
  const head = [' '.repeat(scenarioWidth), ...strip.names.map((name, column) => pad(name, strip.widths[column] ?? 0))];
  const body = rows.map((row, index) => [
    pad(visibleLine(row.scenario), scenarioWidth),
    ...(strip.cells[index] ?? []).map((cell, column) => paint(cell, strip.widths[column] ?? 0)),
  ]);
  return [style.strong(head.join(gap).trimEnd()), ...body.map((line) => line.join(gap).trimEnd())];
};

const renderMatrix = (run: RunResult, style: Style, width: number): readonly string[] | undefined => {
  const { columns, rows } = readOutline(run);
  const severalPersonas = new Set(columns.map(({ persona }) => persona)).size > 1;
  const names = columns.map((column) => columnName(column, severalPersonas));
  const cells = rows.map((row) => row.cells.map((results) => readCell(run, results)));
  const widths = names.map((name, column) => Math.max(measure(name), ...cells.map((row) => measure(row[column]?.text ?? ''))));
  const scenarioWidth = Math.min(WIDEST_SCENARIO, Math.max(0, ...rows.map((row) => measure(visibleLine(row.scenario)))));
  const strips = splitStrips({ names, cells, widths }, width - scenarioWidth);
  if (rows.length * strips.length > MOST_ROWS) return undefined;
  return strips.flatMap((strip, index) => [...(index > 0 ? [''] : []), ...renderStrip(rows, strip, scenarioWidth, style)]);
};

/** One line for each app and persona with its counts. */
const renderApps = (run: RunResult, style: Style): readonly string[] => {
  const groups = [...Map.groupBy(run.results, ({ app, persona }) => visibleLine(`${app.id} · ${persona}`))];
  const width = Math.max(...groups.map(([name]) => measure(name)));
  return groups.map(([name, results]) => {
    const all = results.map((result) => countedAs(result, run));
    const counts = COUNTED.flatMap((counted) => {
      const count = all.filter((each) => each === counted).length;
      return count > 0 ? [style.verdict[counted](`${SYMBOLS[counted]} ${count} ${counted}`)] : [];
    });
    return `${pad(name, width)}  ${counts.join('  ')}`;
  });
};

/**
 * A row for each scenario with its variants folded, a column for each app; several tables if they do not fit the width. A run
 * with more than a screen of rows has one line for each app instead.
 */
export const renderTable = (run: RunResult, style: Style, width: number): readonly string[] =>
  run.results.length === 0 ? [] : (renderMatrix(run, style, width) ?? renderApps(run, style));
