import { renderDuration } from '../../drawing/duration.ts';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { brokenChecks, brokenFindings, readFix, renderName } from '../evidence.ts';
import { byUrgency, explainExpectationStatus, explainReason, isRed, readExpectationStatus } from '../expectation-status.ts';
import type { Reporter } from '../reporter.ts';
import { READING_ORDER, spoken } from '../verdict-words.ts';
import { escapeMarkdown, fence } from './markdown/escape.ts';
import { renderTable } from './markdown/table.ts';

/** Most red results in the summary; GitHub refuses a summary beyond 1 MiB. */
const MOST_RED = 20;

const headline = ({ summary, interrupted }: RunResult): string => {
  if (summary.red) return '## ❌ Login Lab: red';
  return interrupted ? '## Login Lab: green, but stopped early' : '## ✅ Login Lab: green';
};

const counts = (run: RunResult): string => {
  const known = run.results.filter((result) => readExpectationStatus(result, run) === 'known').length;
  const parts = READING_ORDER.filter((verdict) => run.summary[verdict] > 0).map(
    (verdict) => `${run.summary[verdict]} ${verdict}`,
  );
  return [
    `${run.results.length} results: ${parts.join(', ') || 'none'}`,
    ...(known > 0 ? [`${known} known`] : []),
    renderDuration(run.durationMs),
    ...(run.interrupted ? ['stopped early'] : []),
  ].join(' · ');
};

const renderProblems = (result: ScenarioResult): readonly string[] => [
  ...brokenChecks(result).map(
    ({ verdict, level, title, message }) =>
      `- **${verdict}** (${level}): ${escapeMarkdown(title)}${message === undefined ? '' : `. Found: ${escapeMarkdown(message)}`}`,
  ),
  ...brokenFindings(result).map(
    ({ verdict, rule, message }) => `- **${verdict}**, rule ${escapeMarkdown(rule)}: ${escapeMarkdown(message)}`,
  ),
];

const paragraph = (label: string, text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : [`${label}${escapeMarkdown(text)}`, ''];

const renderRed = (run: RunResult, result: ScenarioResult): readonly string[] => {
  const problems = renderProblems(result);
  return [
    `### ${spoken(result.verdict)} · ${escapeMarkdown(result.title)}`,
    '',
    `${escapeMarkdown(`${renderName(result)} · ${result.app.id} · ${result.persona}`)}`,
    '',
    ...paragraph('', explainExpectationStatus(result, run)),
    ...paragraph('', explainReason(result, run)),
    ...(problems.length > 0 ? [...problems, ''] : []),
    ...paragraph('**Fix:** ', readFix(result)),
    '**Reproduce:**',
    '',
    ...fence(result.reproduce),
    '',
  ];
};

const renderReasons = (run: RunResult): readonly string[] =>
  run.summary.red ? [...run.summary.reasons.map((reason) => `- ${escapeMarkdown(reason)}`), ''] : [];

const renderReds = (run: RunResult): readonly string[] => {
  const red = run.results.filter((result) => isRed(result, run)).toSorted(byUrgency(run));
  if (red.length === 0) return renderReasons(run);
  const left = red.length - MOST_RED;
  return [
    ...red.slice(0, MOST_RED).flatMap((result) => renderRed(run, result)),
    ...(left > 0 ? [`And ${left} more: see the other reports of this run.`, ''] : []),
  ];
};

/** A short summary for a pull request: the table, each red result, its fix and its reproduce command. */
export const markdown: Reporter = {
  format: 'markdown',
  render: (run) => {
    const lines = [headline(run), '', counts(run), '', ...renderTable(run), ...renderReds(run)];
    return [{ path: 'summary.md', content: `${lines.join('\n').trimEnd()}\n` }];
  },
};
