import type { ComparedCell, ComparedRow, ComparedSource, ComparedStory, Comparison } from '../../../scenarios/model/index.ts';
import { escapeMarkdown } from '../../formats/markdown/escape.ts';
import {
  ABOUT_CELLS,
  anchorOf,
  commonText,
  doubtOf,
  headlinesOf,
  type Reason,
  reasonsOf,
  SAID_ABOVE,
  type ShownCell,
  showStory,
  titleOf,
} from '../cells.ts';

export interface MarkdownOptions {
  /** Address of the page that lists the behaviours, relative to this one. Absent: ids are no links. */
  readonly behavioursPage?: string;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Only addresses of the web become links; of their characters none ends the link. */
const link = (text: string, address: string): string => {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return text;
  return `[${text}](${url.href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('|', '%7C')})`;
};

const renderSource = (source: ComparedSource): string =>
  `${link(escapeMarkdown(source.row), source.url)}${escapeMarkdown(doubtOf(source))}`;

const renderReason = ({ id, source }: Reason, { behavioursPage }: MarkdownOptions): string => {
  const name = `\`${id.replaceAll(/[^a-z0-9./-]/gi, '')}\``;
  const linked =
    behavioursPage === undefined ? name : `[${name}](${behavioursPage}#${anchorOf(id).replaceAll(/[^a-z0-9.-]/gi, '')})`;
  return source ? `${linked} (${renderSource(source)})` : linked;
};

/** The words, and who says so: the behaviours that decided it, or the vendor's own page, if there is a vendor. */
const renderCell = (comparison: Comparison, { persona, cell, text }: ShownCell, options: MarkdownOptions): string => {
  if (text === SAID_ABOVE) return SAID_ABOVE;
  const docs = comparison.personas.find(({ id }) => id === persona)?.docs ?? '';
  const { reasons, rows } = reasonsOf(comparison, cell);
  const why = [...reasons.map((each) => renderReason(each, options)), ...rows.map(renderSource)];
  const plain = cell.cannot || docs === '' ? [] : [link('documentation', docs)];
  return [escapeMarkdown(text), ...(why.length > 0 ? why : plain)].join('<br>');
};

const allCells = (comparison: Comparison, { cells }: ComparedRow): readonly ShownCell[] =>
  comparison.personas.flatMap(({ id }) => {
    const cell: ComparedCell | undefined = cells[id];
    return cell ? [{ persona: id, cell, text: cell.text }] : [];
  });

const head = (comparison: Comparison, first: string): readonly string[] => {
  const titles = comparison.personas.map(({ title }) => escapeMarkdown(title));
  return [line([first, ...titles]), line(['---', ...titles.map(() => '---')])];
};

const renderEqual = (rows: readonly ComparedRow[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        '',
        'The same everywhere:',
        '',
        ...rows.map((row) => `- ${escapeMarkdown(row.step)}, ${escapeMarkdown(row.title)}: ${escapeMarkdown(commonText(row))}`),
      ];

const renderStory = (comparison: Comparison, story: ComparedStory, options: MarkdownOptions): readonly string[] => {
  const { differing, equal } = showStory(comparison, story);
  const notes = Object.entries(story.notes).map(
    ([persona, note]) => `${escapeMarkdown(titleOf(comparison, persona))} is played ${escapeMarkdown(note)}.`,
  );
  const rows = differing.map(({ row, cells }) =>
    line([
      `${escapeMarkdown(row.step)}: **${escapeMarkdown(row.title)}**`,
      ...cells.map((cell) => renderCell(comparison, cell, options)),
    ]),
  );
  return [
    '',
    `## ${escapeMarkdown(story.title)}`,
    '',
    [escapeMarkdown(story.about), ...notes].join('\n'),
    ...(rows.length > 0 ? ['', ...head(comparison, 'step'), ...rows] : []),
    ...renderEqual(equal),
  ];
};

/** The table of a pull request or of the docs. */
export const renderMarkdown = (comparison: Comparison, options: MarkdownOptions = {}): string => {
  const rows = headlinesOf(comparison).map(({ title, row }) =>
    line([`**${escapeMarkdown(title)}**`, ...allCells(comparison, row).map((cell) => renderCell(comparison, cell, options))]),
  );
  return [
    ...(comparison.app === undefined ? [escapeMarkdown(ABOUT_CELLS), ''] : []),
    ...(rows.length > 0 ? [...head(comparison, 'told first'), ...rows] : []),
    ...comparison.stories.flatMap((story) => renderStory(comparison, story, options)),
    '',
  ].join('\n');
};
