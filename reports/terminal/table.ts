import { visibleLine } from '../../drawing/visible.ts';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { byUrgency, readNote } from '../expectation-status.ts';
import { type Column, type Row, readOutline } from '../outline.ts';
import { spoken } from '../verdict-words.ts';
import type { Style } from './style.ts';
import { measure, pad } from './wrap.ts';

const GAP = 2;
const WIDEST_SCENARIO = 44;

interface Cell {
  readonly text: string;
  readonly worst: ScenarioResult | undefined;
}

/** A cell shows its worst variant: `✗ fail 1/3`. */
const readCell = (run: RunResult, results: readonly ScenarioResult[]): Cell => {
  const worst = results.toSorted(byUrgency(run))[0];
  if (worst === undefined) return { text: '·', worst };
  const same = results.filter(({ verdict }) => verdict === worst.verdict).length;
  const share = results.length > 1 ? ` ${same}/${results.length}` : '';
  return { text: `${spoken(worst.verdict)}${share} ${readNote(worst, run)}`.trimEnd(), worst };
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
    cell.worst === undefined ? style.soft(pad(cell.text, width)) : style.verdict[cell.worst.verdict](pad(cell.text, width));
  const head = [' '.repeat(scenarioWidth), ...strip.names.map((name, column) => pad(name, strip.widths[column] ?? 0))];
  const body = rows.map((row, index) => [
    pad(visibleLine(row.scenario), scenarioWidth),
    ...(strip.cells[index] ?? []).map((cell, column) => paint(cell, strip.widths[column] ?? 0)),
  ]);
  return [style.strong(head.join(gap).trimEnd()), ...body.map((line) => line.join(gap).trimEnd())];
};

/** A row for each scenario with its variants folded, a column for each app; several tables if they do not fit the width. */
export const renderTable = (run: RunResult, style: Style, width: number): readonly string[] => {
  const { columns, rows } = readOutline(run);
  if (rows.length === 0) return [];
  const severalPersonas = new Set(columns.map(({ persona }) => persona)).size > 1;
  const names = columns.map((column) => columnName(column, severalPersonas));
  const cells = rows.map((row) => row.cells.map((results) => readCell(run, results)));
  const widths = names.map((name, column) => Math.max(measure(name), ...cells.map((row) => measure(row[column]?.text ?? ''))));
  const scenarioWidth = Math.min(WIDEST_SCENARIO, Math.max(0, ...rows.map((row) => measure(visibleLine(row.scenario)))));
  const strips = splitStrips({ names, cells, widths }, width - scenarioWidth);
  return strips.flatMap((strip, index) => [...(index > 0 ? [''] : []), ...renderStrip(rows, strip, scenarioWidth, style)]);
};
