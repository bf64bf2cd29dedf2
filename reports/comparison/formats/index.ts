/** How a comparison is written: one file for each format; the text goes to the terminal, too. */
import type { Comparison } from '../../../scenarios/model/index.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';

interface ComparisonFormat {
  readonly file: string;
  render(comparison: Comparison): string;
}

/** Width of a text in a file. */
const FILE_WIDTH = 100;

export const COMPARISON_FORMATS = {
  text: { file: 'compare.txt', render: (comparison) => renderText(comparison, { color: false, width: FILE_WIDTH }) },
  json: { file: 'compare.json', render: renderJson },
  markdown: { file: 'compare.md', render: (comparison) => `# Providers compared\n\n${renderMarkdown(comparison)}` },
  html: { file: 'compare.html', render: renderHtml },
} as const satisfies Record<string, ComparisonFormat>;

export type ComparisonFormatName = keyof typeof COMPARISON_FORMATS;
