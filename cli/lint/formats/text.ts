import { visibleLine } from '../../../reports/index.ts';
import { countLevels, type LintedSource, type LintFinding, type LintResult, type Place } from '../lint-result.ts';
import { plural } from './plural.ts';
import { notReadable, UNREADABLE_FIX } from './unreadable.ts';

/** The first ones; the others are counted. */
const MOST_PLACES = 3;

const renderPlace = ({ at, method, url, status }: Place): string => `      ${at}: ${method} ${url} → ${status || 'no answer'}`;

/** `✗ MUST`: also readable without colours. */
const MARKS = { MUST: '✗', SHOULD: '!', MAY: 'i' } as const;

const renderFinding = ({ rule, level, message, fix, places }: LintFinding): readonly string[] => [
  `  ${MARKS[level]} ${level.padEnd(6)} ${rule}: ${message}`,
  `      Fix: ${fix}`,
  ...places.slice(0, MOST_PLACES).map(renderPlace),
  ...(places.length > MOST_PLACES ? [`      and ${places.length - MOST_PLACES} more`] : []),
];

/** Without a finding: that there is none can be said of what was read only. */
const renderNone = ({ judged, unreadable }: LintedSource): string => {
  if (unreadable.length === 0) return judged === 0 ? '  – no traffic of a login was found' : '  ✓ no findings';
  return judged === 0 ? '  – no traffic of a login in what could be read' : '  – no findings in what could be read';
};

const renderUnreadable = (unreadable: readonly string[]): readonly string[] =>
  unreadable.length === 0
    ? []
    : [
        `  ? ${notReadable(unreadable)}:`,
        ...unreadable.slice(0, MOST_PLACES).map((why) => `      ${why}`),
        ...(unreadable.length > MOST_PLACES ? [`      and ${unreadable.length - MOST_PLACES} more`] : []),
        `      Fix: ${UNREADABLE_FIX}`,
      ];

const renderSource = (linted: LintedSource): readonly string[] => {
  const { source, creator, entries, judged, ignored, unreadable, findings } = linted;
  const by = creator === '' ? '' : ` of ${creator}`;
  const counted = `${plural(entries, 'entry', 'entries')}${by}, ${judged} of logins, ${ignored} ignored`;
  return [
    `${visibleLine(source)}: ${counted}`,
    ...renderUnreadable(unreadable),
    ...(findings.length === 0 ? [renderNone(linted)] : findings.flatMap(renderFinding)),
    '',
  ];
};

/** For a terminal. */
export const renderText = (result: LintResult): string => {
  const { MUST, SHOULD, MAY } = countLevels(result);
  const summary = `${plural(MUST, 'MUST')} broken, ${SHOULD} SHOULD, ${MAY} MAY, by ${result.rules} rules`;
  return [...result.sources.flatMap(renderSource), summary].join('\n');
};
