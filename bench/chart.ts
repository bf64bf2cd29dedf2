/** The chart beside `results.md`: an SVG that is read on light and on dark pages. */
import { PEERS, type PeerId } from './peers.ts';
import type { Row } from './rows.ts';

/** What is shown, and which way is good. */
const PANELS = [
  { row: 'login', title: 'Logins a second ÷ floor', hint: 'longer is better' },
  { row: 'refresh', title: 'Refreshes a second ÷ floor', hint: 'longer is better' },
  { row: 'start', title: 'Cold start ÷ floor', hint: 'shorter is better' },
  { row: 'resident', title: 'Resident memory after start, MiB', hint: 'shorter is better' },
] as const;

const WIDTH = 760;
const LABEL = 200;
const ROOM = 80;
const BAR = 18;
const STEP = 26;
const HEAD = 56;
const MARGIN = 20;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 14px; }
  .hint { fill: #59636e; }
  .bar { fill: #8c96a1; }
  .lab { fill: #0969da; }
  .budget { stroke: #9a3412; stroke-width: 2; stroke-dasharray: 4 3; }
  .budget-text { fill: #9a3412; font-size: 12px; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .hint { fill: #9198a1; }
    .bar { fill: #656c76; }
    .lab { fill: #4493f8; }
    .budget { stroke: #f0883e; }
    .budget-text { fill: #f0883e; }
  }`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

interface Bar {
  readonly id: PeerId;
  readonly title: string;
  readonly value: number;
}

const barsOf = (row: Row): readonly Bar[] =>
  PEERS.flatMap(({ id, title }) => {
    const value = row.values[id]?.value;
    return id === 'floor' || value === undefined || !Number.isFinite(value) ? [] : [{ id, title, value }];
  });

/** A refresh that signs nothing is another thing: it gets no bar. */
const comparable = (rows: readonly Row[], row: Row): readonly Bar[] => {
  const signatures = row.id === 'refresh' ? rows.find(({ id }) => id === 'refresh-signatures') : undefined;
  return barsOf(row).filter(({ id }) => signatures?.values[id]?.value !== 0);
};

const digits = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

const GAP = 6;
/** Widest text of a value, in pixels. */
const VALUE_WIDTH = 34;

/** A value stands behind its bar, and behind the line of the budget where that would cross it. */
const valueX = (width: number, budget: number | undefined): number => {
  const crosses = budget !== undefined && budget > width - GAP && budget < width + GAP + VALUE_WIDTH;
  return LABEL + (crosses ? Math.max(width, budget) : width) + GAP;
};

const drawBar = ({ id, title, value }: Bar, y: number, scale: number, budget: number | undefined): string => {
  const width = Math.max(1, value * scale);
  return [
    `<text x="${LABEL - 10}" y="${y + 14}" text-anchor="end">${escaped(title)}</text>`,
    `<rect class="${id === 'lab' ? 'lab' : 'bar'}" x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<text x="${valueX(width, budget).toFixed(1)}" y="${y + 14}">${digits(value)}</text>`,
  ].join('\n');
};

const drawBudget = ({ budget }: Row, y: number, height: number, scale: number): string => {
  if (budget === undefined) return '';
  const x = (LABEL + budget.value * scale).toFixed(1);
  return [
    `<line class="budget" x1="${x}" x2="${x}" y1="${y - 4}" y2="${y + height}"/>`,
    `<text class="budget-text" x="${x}" y="${y - 8}" text-anchor="middle">budget ${escaped(budget.text)}</text>`,
  ].join('\n');
};

const drawPanel = (rows: readonly Row[], panel: (typeof PANELS)[number], y: number) => {
  const row = rows.find(({ id }) => id === panel.row);
  const bars = row ? comparable(rows, row) : [];
  if (row === undefined || bars.length === 0) return { svg: '', height: 0 };
  const scale = (WIDTH - LABEL - ROOM) / Math.max(row.budget?.value ?? 0, ...bars.map(({ value }) => value));
  const top = y + HEAD;
  const height = bars.length * STEP;
  const svg = [
    `<text class="title" x="${MARGIN}" y="${y + 16}">${escaped(panel.title)}<tspan class="hint" font-weight="400" dx="8">${panel.hint}</tspan></text>`,
    ...bars.map((bar, i) => drawBar(bar, top + i * STEP, scale, row.budget && row.budget.value * scale)),
    drawBudget(row, top, height - (STEP - BAR), scale),
  ].join('\n');
  return { svg, height: HEAD + height + MARGIN };
};

/** Bars of each server in the rows that can be compared, with the budgets of Login Lab. */
export const chart = (rows: readonly Row[]): string => {
  let y = MARGIN;
  const panels: string[] = [];
  for (const panel of PANELS) {
    const { svg, height } = drawPanel(rows, panel, y);
    panels.push(svg);
    y += height;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Login Lab beside other stand-ins: logins, refreshes, cold start, memory">`,
    `<style>${STYLE}\n</style>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
};
