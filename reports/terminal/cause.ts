import { visible, visibleLine } from '../../drawing/visible.ts';
import { type Cause, causeOf, type RunResult, type ScenarioResult } from '../../scenarios/model/index.ts';
import { apartFrom, countOf, fewOf, nameOfCause, personasOf, placeOf, placesOf } from '../cause-words.ts';
import { explainReason } from '../counted.ts';
import { readFixes, renderProblems } from '../evidence.ts';
import { spoken } from '../verdict-words.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const INDENT = '  ';

/** Most scenarios that one cause names. */
const MOST_PLACES = 6;

const labelled = (label: string, text: string, width: number): readonly string[] =>
  text === '' ? [] : wrap(visible(text), width, `${INDENT}${label.padEnd(10)} `);

const renderProblem = (line: string, width: number): readonly string[] => {
  // Only our own spaces: any other leading character came from outside.
  const indent = INDENT + (/^ */.exec(line)?.[0] ?? '');
  return wrap(visible(line), width, indent, `${indent}  `);
};

const headOf = (cause: Cause, run: RunResult, style: Style): string => {
  const { counted, app, results } = cause;
  const word = style.verdict[counted](spoken(counted));
  const [first] = results;
  if (results.length === 1 && first) return `${word}  ${style.strong(visibleLine(placeOf(first)))}`;
  const rest = apartFrom(cause, run);
  const name = `${nameOfCause(cause)} · ${app.id} · ${personasOf(cause).join(', ')} · ${countOf(cause)}${rest && ` (${rest})`}`;
  return `${word}  ${style.strong(visibleLine(name))}`;
};

/** With several fixes each says which check it is for. */
const fixLines = (result: ScenarioResult, width: number): readonly string[] => {
  const fixes = readFixes(result);
  return fixes.flatMap(({ text, ids }) => labelled('fix', fixes.length > 1 ? `${ids.join(', ')}: ${text}` : text, width));
};

/** One root cause that turns the run red: where, what was found in its first result, the fix, and the reproduce command. */
export const renderCause = (run: RunResult, cause: Cause, style: Style, width: number): readonly string[] => {
  const [first] = cause.results;
  if (!first) return [];
  const several = cause.results.length > 1;
  return [
    headOf(cause, run, style),
    ...(several
      ? labelled('in', fewOf(placesOf(cause), MOST_PLACES), width)
      : wrap(visible(first.title), width, INDENT).map(style.soft)),
    ...renderProblems(run, first).flatMap((line) => renderProblem(line, width)),
    ...labelled('reason', explainReason(first, run), width),
    ...fixLines(first, width),
    // Never wrapped, so that it can be copied.
    `${INDENT}${'reproduce'.padEnd(10)} ${visibleLine(first.reproduce)}`,
  ];
};

/** A cause that does not turn the run red, on one line. */
export const renderCauseLine = (cause: Cause, style: Style, width: number): readonly string[] => {
  const { counted, app } = cause;
  const what = cause.cause === causeOf(cause.title) ? '' : `: ${cause.cause}`;
  const text = `${nameOfCause(cause)} · ${app.id} · ${countOf(cause)}${what}`;
  const [line = ''] = wrap(visible(visibleLine(text)), width - INDENT.length - 10, '');
  const cut = line.length < visibleLine(text).trim().length ? `${line} …` : line;
  return [`${INDENT}${style.verdict[counted](spoken(counted))}  ${cut}`];
};
