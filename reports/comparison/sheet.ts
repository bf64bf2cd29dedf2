/** A short report as data: what a comparison of two runs and a migration have in common. Each format writes it in its own way. */
import { visibleLine } from '../../drawing/visible.ts';
import { html, link } from '../formats/html/template.ts';
import { escapeMarkdown } from '../formats/markdown/escape.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import { renderPage } from './formats/html/page.ts';
import type { TextOptions } from './formats/text.ts';

export interface SheetSource {
  readonly text: string;
  readonly url: string;
}

/** One thing, and what is said of it: pairs of a word and a text. */
export interface SheetEntry {
  readonly title: string;
  readonly lines: readonly { readonly word: string; readonly text: string; readonly sources?: readonly SheetSource[] }[];
}

export interface Sheet {
  readonly title: string;
  readonly about: readonly string[];
  readonly entries: readonly SheetEntry[];
  /** Said where there are none. */
  readonly nothing: string;
  readonly end: readonly string[];
}

type Line = SheetEntry['lines'][number];

const widestOf = (lines: readonly Line[]): number => Math.max(0, ...lines.map(({ word }) => visibleLine(word).length));

export const sheetText = ({ title, about, entries, nothing, end }: Sheet, { color, width }: TextOptions): string => {
  const style = makeStyle(color);
  const body = entries.flatMap((entry) => [
    '',
    ...wrap(visibleLine(entry.title), width, '  ').map(style.strong),
    ...entry.lines.flatMap(({ word, text, sources = [] }) => {
      const more = sources.map((source) => visibleLine(source.text)).join(', ');
      return wrap(
        `${visibleLine(text)}${more && ` (${more})`}`,
        width,
        `    ${visibleLine(word).padEnd(widestOf(entry.lines))}  `,
      );
    }),
  ]);
  const said = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => wrap(visibleLine(line), width, ''));
  const tail = end.length > 0 ? ['', ...said(end)] : [];
  const whole = [style.strong(visibleLine(title)), ...said(about), ...(entries.length > 0 ? body : ['', nothing]), ...tail];
  return `${whole.join('\n')}\n`;
};

const markdownLink = ({ text, url }: SheetSource): string => {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return escapeMarkdown(text);
  return `[${escapeMarkdown(text)}](${address.href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
};

export const sheetMarkdown = ({ title, about, entries, nothing, end }: Sheet): string => {
  const body = entries.flatMap((entry) => [
    '',
    `## ${escapeMarkdown(entry.title)}`,
    '',
    ...entry.lines.map(({ word, text, sources = [] }) => {
      const more = sources.map(markdownLink).join(', ');
      return `- **${escapeMarkdown(word)}**: ${escapeMarkdown(text)}${more && ` (${more})`}`;
    }),
  ]);
  const said = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => ['', escapeMarkdown(line)]);
  return `${[`# ${escapeMarkdown(title)}`, ...said(about), ...(entries.length > 0 ? body : ['', nothing]), ...said(end)].join('\n')}\n`;
};

export const sheetHtml = ({ title, about, entries, nothing, end }: Sheet): string => {
  const said = (lines: readonly string[]) => lines.map((line) => html`<p class="note">${line}</p>`);
  const body = entries.map(
    (entry) =>
      html`<section><h2>${entry.title}</h2><div class="table"><table><tbody>${entry.lines.map(
        ({ word, text, sources = [] }) =>
          html`<tr><th scope="row" class="word">${word}</th><td>${text}${sources.length > 0 && html`<ul class="why">${sources.map((source) => html`<li>${link(source.url, source.text)}</li>`)}</ul>`}</td></tr>`,
      )}</tbody></table></div></section>`,
  );
  return renderPage(
    title,
    html`<h1>${title}</h1>${said(about)}${entries.length > 0 ? body : html`<p>${nothing}</p>`}${said(end)}`,
  );
};
