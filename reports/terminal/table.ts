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

/** The app, and its persona where another column is the same app. */
const columnName = ({ app, persona }: Column, columns: readonly Column[]): string =>
  visibleLine(columns.filter((other) => other.app.id === app.id).length > 1 ? `${app.id} · ${persona}` : app.id);

/** A name can go on in the next line after a hyphen or a space. */
const piecesOf = (name: string): readonly string[] => name.match(/[^- ]*[- ]+|[^- ]+$/g) ?? [name];

/** The lines of a name, none wider than `width` unless a piece of it is. */
const foldName = (name: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const piece of piecesOf(name)) {
    const whole = (lines.at(-1) ?? '') + piece;
    if (lines.length > 0 && measure(whole.trimEnd()) <= width) lines[lines.length - 1] = whole;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
};

interface Strip {
  /** Lines of the name of each column. */
  readonly names: readonly (readonly string[])[];
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
  const height = Math.max(...strip.names.map(({ length }) => length));
  const head = Array.from({ length: height }, (_, line) =>
    [' '.repeat(scenarioWidth), ...strip.names.map((name, column) => pad(name[line] ?? '', strip.widths[column] ?? 0))]
      .join(gap)
      .trimEnd(),
  );
  const body = rows.map((row, index) => [
    pad(visibleLine(row.scenario), scenarioWidth),
    ...(strip.cells[index] ?? []).map((cell, column) => paint(cell, strip.widths[column] ?? 0)),
  ]);
  return [...head.map(style.strong), ...body.map((line) => line.join(gap).trimEnd())];
};

type Cells = Strip['cells'];

const stripOf = (names: Strip['names'], cells: Cells): Strip => {
  const widthOf = (lines: readonly string[], column: number): number =>
    Math.max(...lines.map(measure), ...cells.map((row) => measure(row[column]?.text ?? '')));
  return { names, cells, widths: names.map(widthOf) };
};

/** All columns; where their names make them too wide, each name is folded to the width of its cells. */
const layColumns = (names: readonly string[], cells: Cells, room: number): Strip => {
  const plain = stripOf(
    names.map((name) => [name]),
    cells,
  );
  if (plain.widths.reduce((sum, width) => sum + width + GAP, 0) <= room) return plain;
  const { widths } = stripOf(names.map(piecesOf), cells);
  return stripOf(
    names.map((name, column) => foldName(name, widths[column] ?? 0)),
    cells,
  );
};

/** A row for each scenario, a column for each app; undefined for more than `most` rows. */
export const renderMatrix = (run: RunResult, style: Style, width: number, most = MOST_ROWS): readonly string[] | undefined => {
  const { columns, rows } = readOutline(run);
  const names = columns.map((column) => columnName(column, columns));
  const cells = rows.map((row) => row.cells.map((results) => readCell(run, results)));
  const widest = Number.isFinite(width) ? WIDEST_SCENARIO : width;
  const scenarioWidth = Math.min(widest, Math.max(0, ...rows.map((row) => measure(visibleLine(row.scenario)))));
  const room = width - scenarioWidth;
  const strips = splitStrips(layColumns(names, cells, room), room);
  if (rows.length * strips.length > most) return undefined;
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
