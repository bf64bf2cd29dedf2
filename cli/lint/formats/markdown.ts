import { escapeMarkdown, visibleLine } from '../../../reports/index.ts';
import { countLevels, type LintedSource, type LintFinding, type LintResult, type Place } from '../lint-result.ts';
import { plural } from './plural.ts';
import { notReadable, UNREADABLE_FIX } from './unreadable.ts';

const renderPlace = ({ at, method, url, status }: Place): string =>
  `    - ${escapeMarkdown(`${at}: ${method} ${url} → ${status || 'no answer'}`)}`;

const renderFinding = ({ rule, level, message, fix, places }: LintFinding): readonly string[] => [
  `- **${level}** \`${rule}\` ${escapeMarkdown(message)}`,
  `  - Fix: ${escapeMarkdown(fix)}`,
  ...(places.length > 0 ? ['  - Seen at:', ...places.map(renderPlace)] : []),
];

const noneIn = ({ judged, unreadable }: LintedSource): string => {
  const found = judged > 0 ? 'No findings' : 'No traffic of a login was found';
  return unreadable.length > 0 ? `${found} in what could be read.` : `${found}.`;
};

const renderUnreadable = (unreadable: readonly string[]): readonly string[] =>
  unreadable.length === 0
    ? []
    : [
        `${notReadable(unreadable)}:`,
        '',
        ...unreadable.map((why) => `- ${escapeMarkdown(why)}`),
        '',
        `Fix: ${UNREADABLE_FIX}`,
        '',
      ];

const renderSource = (linted: LintedSource): readonly string[] => {
  const { source, entries, judged, ignored, unreadable, findings } = linted;
  return [
    `## ${escapeMarkdown(visibleLine(source))}`,
    '',
    `${plural(entries, 'entry', 'entries')}, ${judged} of logins, ${ignored} ignored${unreadable.length > 0 ? `, ${unreadable.length} not readable` : ''}.`,
    '',
    ...renderUnreadable(unreadable),
    ...(findings.length > 0 ? findings.flatMap(renderFinding) : [noneIn(linted)]),
    '',
  ];
};

/** For a pull request, or the summary of a workflow. */
export const renderMarkdown = (result: LintResult): string => {
  const { MUST, SHOULD, MAY } = countLevels(result);
  return [
    '# Login traffic',
    '',
    `${MUST} MUST broken, ${SHOULD} SHOULD, ${MAY} MAY.`,
    '',
    ...result.sources.flatMap(renderSource),
  ].join('\n');
};
