import { visible, visibleLine } from '../../drawing/visible.ts';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { readFix, renderName, renderProblems } from '../evidence.ts';
import { explainExpectationStatus, explainReason, readExpectationStatus } from '../expectation-status.ts';
import { spoken } from '../verdict-words.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const INDENT = '  ';

const labelled = (label: string, text: string | undefined, width: number): readonly string[] =>
  text === undefined || text === '' ? [] : wrap(visible(text), width, `${INDENT}${label.padEnd(10)} `);

const renderProblem = (line: string, width: number): readonly string[] => {
  // Only our own spaces: any other leading character came from outside.
  const indent = INDENT + (/^ */.exec(line)?.[0] ?? '');
  return wrap(visible(line), width, indent, `${indent}  `);
};

/** One result that turns the run red: what it is, what was found, the fix, and the reproduce command. */
export const renderRedResult = (run: RunResult, result: ScenarioResult, style: Style, width: number): readonly string[] => {
  const title = visibleLine(`${renderName(result)} · ${result.app.id} · ${result.persona}`);
  const stale = readExpectationStatus(result, run) === 'stale';
  const word = stale ? style.bad('✗ stale expectation') : style.verdict[result.verdict](spoken(result.verdict));
  const explained = [explainExpectationStatus(result, run)].filter((text) => text !== '');
  return [
    `${word}  ${style.strong(title)}`,
    ...wrap(visible(result.title), width, INDENT).map(style.soft),
    ...renderProblems(run, result).flatMap((line) => renderProblem(line, width)),
    ...explained.flatMap((text) => wrap(visible(text), width, INDENT)),
    ...labelled('reason', explainReason(result, run), width),
    ...labelled('fix', readFix(result), width),
    // Never wrapped, so that it can be copied.
    `${INDENT}${'reproduce'.padEnd(10)} ${visibleLine(result.reproduce)}`,
  ];
};
