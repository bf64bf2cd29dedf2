import { breachesOf, type Cause, findCauses, type RunResult, type ScenarioResult } from '../../scenarios/model/index.ts';
import { apartFrom, countOf, fewOf, nameOfCause, personasOf, placeOf, placesOf } from '../cause-words.ts';
import { explainReason } from '../counted.ts';
import { renderCounts, renderState } from '../counts.ts';
import { readFixes } from '../evidence.ts';
import type { Reporter } from '../reporter.ts';
import { spoken } from '../verdict-words.ts';
import { escapeMarkdown, fence } from './markdown/escape.ts';
import { renderTable } from './markdown/table.ts';

/** Most red causes in the summary; GitHub refuses a summary beyond 1 MiB. */
const MOST_RED = 20;
/** Most scenarios that one cause names. */
const MOST_PLACES = 10;

const headline = (run: RunResult): string => {
  if (run.summary.red) return '## ❌ Login Lab: red';
  return run.interrupted ? `## Login Lab: ${renderState(run)}, but stopped early` : `## ✅ Login Lab: ${renderState(run)}`;
};

const renderProblems = (result: ScenarioResult): readonly string[] =>
  breachesOf(result).map(({ by, verdict, id, title, message, expected }) => {
    const word = `**${expected ? 'known ' : ''}${verdict}**`;
    if (by === 'rule') return `- ${word}, rule ${escapeMarkdown(id)}: ${escapeMarkdown(message)}`;
    if (by === 'verdict') return `- ${word}: ${escapeMarkdown(message)}`;
    return `- ${word}, ${escapeMarkdown(id)}: ${escapeMarkdown(title)}${message === title ? '' : `. Found: ${escapeMarkdown(message)}`}`;
  });

const paragraph = (label: string, text: string): readonly string[] =>
  text === '' ? [] : [`${label}${escapeMarkdown(text)}`, ''];

const renderFixes = (result: ScenarioResult): readonly string[] => {
  const fixes = readFixes(result);
  return fixes.flatMap(({ text, ids }) =>
    paragraph(fixes.length > 1 ? `**Fix** ${escapeMarkdown(ids.join(', '))}: ` : '**Fix:** ', text),
  );
};

const titleOf = (cause: Cause, first: ScenarioResult, run: RunResult): string => {
  const head = `### ${spoken(cause.counted)} ·`;
  if (cause.results.length === 1) return `${head} ${escapeMarkdown(first.title)}`;
  const rest = apartFrom(cause, run);
  return `${head} ${escapeMarkdown(nameOfCause(cause))} · ${countOf(cause)}${rest && ` (${rest})`}`;
};

const whereOf = (cause: Cause, first: ScenarioResult): string =>
  cause.results.length === 1
    ? placeOf(first)
    : `${fewOf(placesOf(cause), MOST_PLACES)} · ${cause.app.id} · ${personasOf(cause).join(', ')}`;

const renderRed = (run: RunResult, cause: Cause): readonly string[] => {
  const [first] = cause.results;
  if (!first) return [];
  return [
    titleOf(cause, first, run),
    '',
    escapeMarkdown(whereOf(cause, first)),
    '',
    ...paragraph('', explainReason(first, run)),
    ...renderProblems(first),
    '',
    ...renderFixes(first),
    '**Reproduce:**',
    '',
    ...fence(first.reproduce),
    '',
  ];
};

const renderUnjudged = ({ unjudged = [], allowUnjudged }: RunResult): readonly string[] => {
  const word = allowUnjudged ? 'Nothing judged (allowed)' : 'Nothing judged';
  const lines = unjudged.map(
    ({ app, persona, reason }) =>
      `- **${word}** of ${escapeMarkdown(`${app}${persona === undefined ? '' : ` with ${persona}`}: ${reason}`)}`,
  );
  return lines.length > 0 ? [...lines, ''] : [];
};

const renderStale = ({ stale = [] }: RunResult): readonly string[] =>
  stale.length > 0 ? [...stale.map((sentence) => `- **stale expectation**: ${escapeMarkdown(sentence)}`), ''] : [];

/** Where nothing else explains why the run is red. */
const renderReasons = (run: RunResult): readonly string[] =>
  run.summary.red && run.unjudged === undefined && run.stale === undefined
    ? [...run.summary.reasons.map((reason) => `- ${escapeMarkdown(reason)}`), '']
    : [];

/** What failed and does not turn the run red: one line for each root cause. */
const renderOthers = (causes: readonly Cause[]): readonly string[] => {
  const others = causes.filter(({ counted }) => counted === 'known' || counted === 'warn');
  const lines = others.map(
    (cause) =>
      `- ${spoken(cause.counted)} · ${escapeMarkdown(`${nameOfCause(cause)} · ${cause.app.id} · ${countOf(cause)}: ${cause.cause}`)}`,
  );
  return lines.length === 0
    ? []
    : [
        `<details><summary>Known and warnings: ${lines.length} ${lines.length === 1 ? 'cause' : 'causes'}</summary>`,
        '',
        ...lines,
        '',
        '</details>',
        '',
      ];
};

const renderReds = (run: RunResult, causes: readonly Cause[]): readonly string[] => {
  const red = causes.filter(({ counted }) => counted === 'fail' || counted === 'inconclusive');
  if (red.length === 0) return renderReasons(run);
  const left = red.length - MOST_RED;
  return [
    ...red.slice(0, MOST_RED).flatMap((cause) => renderRed(run, cause)),
    ...(left > 0 ? [`And ${left} more ${left === 1 ? 'cause' : 'causes'}: see the other reports of this run.`, ''] : []),
  ];
};

const renderText = (run: RunResult): string => {
  const causes = findCauses(run);
  const lines = [
    headline(run),
    '',
    renderCounts(run),
    '',
    ...renderUnjudged(run),
    ...renderStale(run),
    ...renderReds(run, causes),
    ...renderOthers(causes),
    ...renderTable(run),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

/** A short summary for a pull request: what was not judged, each red cause with its fix and its reproduce command, and the table. */
export const markdown: Reporter = {
  format: 'markdown',
  files: ['summary.md'],
  isOurs: (content) => /^## (?:\S+ )?Login Lab: /.test(content),
  render: (run) => [{ path: 'summary.md', pieces: () => [renderText(run)] }],
};
