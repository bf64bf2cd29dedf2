import { visibleLine } from '../../../drawing/visible.ts';
import type { ComparedCell, ComparedRow, ComparedSource, Comparison } from '../../../scenarios/model/index.ts';
import { makeStyle, type Style } from '../../terminal/style.ts';
import { measure, wrap } from '../../terminal/wrap.ts';
import { commonText, doubtOf, headlinesOf, playedWith, reasonsOf, SAID_ABOVE, showStory, titleOf } from '../cells.ts';

export interface TextOptions {
  readonly color: boolean;
  /** Of the terminal, in characters. */
  readonly width: number;
}

interface Line {
  readonly persona: string;
  readonly text: string;
  /** Behaviours and rows that say so. */
  readonly why: readonly string[];
}

const sourceText = (source: ComparedSource): string => `${source.row}${doubtOf(source)}: ${source.url}`;

const whyOf = (comparison: Comparison, cell: ComparedCell): readonly string[] => {
  const { reasons, rows } = reasonsOf(comparison, cell);
  const told = reasons.map(({ id, source, isOwn }) => (isOwn && source ? `${id} (${sourceText(source)})` : id));
  return [...told, ...rows.map(sourceText)];
};

const renderLines = (comparison: Comparison, lines: readonly Line[], style: Style, width: number): readonly string[] => {
  const names = lines.map(({ persona }) => visibleLine(titleOf(comparison, persona)));
  const widest = Math.max(0, ...names.map(measure));
  return lines.flatMap(({ text, why: told }, index) => {
    const name = `      ${(names[index] ?? '').padEnd(widest)}  `;
    const [first = '', ...more] = wrap(visibleLine(text), width, name);
    const why = told.flatMap((each) => wrap(visibleLine(each), width, ' '.repeat(measure(name))));
    return [first, ...more, ...why.map(style.soft)];
  });
};

const renderRow = (
  comparison: Comparison,
  row: ComparedRow,
  lines: readonly Line[],
  style: Style,
  width: number,
): readonly string[] => [
  `  ${style.strong('≠')} ${visibleLine(row.step)}: ${visibleLine(row.title)}`,
  ...renderLines(comparison, lines, style, width),
];

const renderEqual = (rows: readonly ComparedRow[], style: Style, width: number): readonly string[] =>
  rows.length === 0
    ? []
    : wrap(
        `the same everywhere: ${rows.map((row) => `${visibleLine(row.step)}: ${visibleLine(row.title)}: ${visibleLine(commonText(row))}`).join(' · ')}`,
        width,
        '  = ',
      ).map(style.soft);

const linesOf = (comparison: Comparison, row: ComparedRow): readonly Line[] =>
  Object.entries(row.cells).map(([persona, cell]) => ({ persona, text: cell.text, why: whyOf(comparison, cell) }));

/** For the terminal: a line for each provider, differences first. */
export const renderText = (comparison: Comparison, { color, width }: TextOptions): string => {
  const style = makeStyle(color);
  const titles = comparison.personas.map(({ title }) => visibleLine(title)).join(', ');
  const heads = headlinesOf(comparison).flatMap(({ title, row }) => [
    style.strong(visibleLine(title)),
    ...renderLines(comparison, linesOf(comparison, row), style, width),
  ]);
  const stories = comparison.stories.flatMap((story) => {
    const { differing, equal } = showStory(comparison, story);
    return [
      '',
      style.strong(visibleLine(story.title)),
      ...wrap(visibleLine(story.about), width, '  '),
      ...Object.entries(story.notes).flatMap(([persona, note]) =>
        wrap(`${visibleLine(titleOf(comparison, persona))}: ${visibleLine(note)}.`, width, '  '),
      ),
      ...differing.flatMap(({ row, cells }) => {
        const said = cells.filter(({ text }) => text !== SAID_ABOVE);
        const lines = said.map(({ persona, cell, text }) => ({ persona, text, why: whyOf(comparison, cell) }));
        return renderRow(comparison, row, lines, style, width);
      }),
      ...renderEqual(equal, style, width),
    ];
  });
  return `${[`${titles}: the same ${comparison.stories.length === 1 ? 'story' : `${comparison.stories.length} stories`}, played with ${visibleLine(playedWith(comparison))}.`, '', ...heads, ...stories].join('\n')}\n`;
};
