import { visibleLine } from '../../../drawing/visible.ts';

/** Text on one line in which nothing means anything to Markdown, wherever in a line it stands: no markup, no HTML, no link, no mention. */
export const escapeMarkdown = (text: string): string =>
  visibleLine(text)
    // GitHub looks for mentions after everything else, so a backslash does not keep it from calling people.
    .replaceAll(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g, '@\u2060')
    .replaceAll(/[\\`*_[\]<>&|~#$]|^[-+=]|(?<=^\d+)[.)]|:(?=\/\/)|(?<=www)\./gi, '\\$&');

/** Text on one line as code to copy, in a fence that it cannot close. */
export const fence = (text: string): readonly string[] => {
  const line = visibleLine(text);
  const longest = Math.max(2, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return [`${marks}sh`, line, marks];
};
