import { escapeMarkdown } from '../../../reports/index.ts';
import { countLevels, type LintedSource, type LintFinding, type LintResult, type Place } from '../lint-result.ts';

const renderPlace = ({ at, method, url, status }: Place): string =>
  `    - ${escapeMarkdown(`${at}: ${method} ${url} → ${status || 'no answer'}`)}`;

const renderFinding = ({ rule, level, message, fix, places }: LintFinding): readonly string[] => [
  `- **${level}** \`${rule}\` ${escapeMarkdown(message)}`,
  `  - Fix: ${escapeMarkdown(fix)}`,
  ...(places.length > 0 ? ['  - Seen at:', ...places.map(renderPlace)] : []),
];

const renderSource = ({ source, entries, judged, ignored, unreadable, findings }: LintedSource): readonly string[] => [
  `## ${escapeMarkdown(source)}`,
  '',
  `${entries} entries, ${judged} of logins, ${ignored} ignored${unreadable.length > 0 ? `, ${unreadable.length} not readable` : ''}.`,
  '',
  ...(findings.length > 0 ? findings.flatMap(renderFinding) : [judged > 0 ? 'No findings.' : 'No traffic of a login was found.']),
  '',
];

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
