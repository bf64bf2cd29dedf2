import { makeBadge } from 'badge-maker';
import { type Counted, countRun, type RunResult } from '../../scenarios/model/index.ts';
import { countParts, renderCounts, renderState } from '../counts.ts';
import type { Reporter } from '../reporter.ts';
import { makeStyle } from '../terminal/style.ts';
import { renderMatrix } from '../terminal/table.ts';

const EVERYTHING = Number.POSITIVE_INFINITY;

/** All scenarios and all apps, however wide and long. */
const renderText = (run: RunResult): string => {
  const rows = run.results.length > 0 ? (renderMatrix(run, makeStyle(false), EVERYTHING, EVERYTHING) ?? []) : [];
  return `${[...rows, ...(rows.length > 0 ? [''] : []), renderCounts(run), renderState(run)].join('\n')}\n`;
};

/** Counts that a badge names. */
const ON_BADGE: readonly Counted[] = ['fail', 'inconclusive', 'known', 'warn', 'pass'];

const renderBadge = (run: RunResult): string => {
  const counts = countParts(countRun(run)).filter(({ counted }) => ON_BADGE.includes(counted));
  const state = run.summary.red ? 'red' : 'green';
  const message = [run.interrupted ? `${state}, stopped early` : state, ...counts.map(({ text }) => text)].join(' · ');
  const color = run.summary.red ? '#c93c37' : run.interrupted ? '#8a6d00' : '#1f7a3d';
  return `${makeBadge({ label: 'Login Lab', message, color, style: 'flat' })}\n`;
};

/** A row for each scenario and a column for each app as plain text, and a badge for a README. */
export const matrix: Reporter = {
  format: 'matrix',
  files: ['matrix.txt', 'badge.svg'],
  isOurs: (content) =>
    /^<svg [^>]*aria-label="Login Lab: /.test(content) || /\d+ results?[:\s·][\s\S]*\n(?:red|green: .*)\n$/.test(content),
  render: (run) => [
    { path: 'matrix.txt', pieces: () => [renderText(run)] },
    { path: 'badge.svg', pieces: () => [renderBadge(run)] },
  ],
};
