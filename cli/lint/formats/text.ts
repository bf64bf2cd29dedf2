import { countLevels, type LintedSource, type LintFinding, type LintResult, type Place } from '../lint-result.ts';
import { plural } from './plural.ts';

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

const renderSource = (linted: LintedSource): readonly string[] => {
  const { source, creator, entries, judged, ignored, unreadable, findings } = linted;
  const by = creator === '' ? '' : ` of ${creator}`;
  const counted = `${plural(entries, 'entry', 'entries')}${by}, ${judged} of logins, ${ignored} ignored`;
  return [
    `${source}: ${counted}`,
    ...unreadable.slice(0, 1).map((why) => `  ? ${plural(unreadable.length, 'entry', 'entries')} could not be read: ${why}`),
    ...(judged === 0 ? ['  – no traffic of a login was found'] : []),
    ...(judged > 0 && findings.length === 0 ? ['  ✓ no findings'] : []),
    ...findings.flatMap(renderFinding),
    '',
  ];
};

/** For a terminal. */
export const renderText = (result: LintResult): string => {
  const { MUST, SHOULD, MAY } = countLevels(result);
  const summary = `${plural(MUST, 'MUST')} broken, ${SHOULD} SHOULD, ${MAY} MAY, by ${result.rules} rules`;
  return [...result.sources.flatMap(renderSource), summary].join('\n');
};
