import { gapOf } from '../../provider/model/index.ts';
import type { CheckResult, Verdict } from '../model/index.ts';
import type { LegRun } from './leg.ts';
import type { Judgement } from './verdicts.ts';

const gapsIn = (runs: readonly LegRun[]): ReadonlySet<string> =>
  new Set(runs.flatMap(({ exchanges }) => exchanges.flatMap((exchange) => gapOf(exchange) ?? [])));

/** Verdicts that say something against the app, or nothing at all. */
const DOUBTED: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'inconclusive']);

const doubted = (check: CheckResult, why: string): CheckResult =>
  DOUBTED.has(check.verdict)
    ? { ...check, verdict: 'inconclusive', message: `${why}\nWhat was found: ${check.message ?? check.title}` }
    : check;

/**
 * A judgement against an app that asked for what the lab does not serve cannot be told from the lab's own failure: it is
 * inconclusive, and says the gap. `control` is given if it passed: an app that met a gap there, too, can do without the answer.
 */
export const withGaps = (judgement: Judgement, runs: readonly LegRun[], control?: LegRun): Judgement => {
  const known = gapsIn(control ? [control] : []);
  const gaps = [...gapsIn(runs)].filter((gap) => !known.has(gap));
  if (gaps.length === 0 || !DOUBTED.has(judgement.verdict)) return judgement;
  const why = `${gaps.join(' ')} Without that answer the app cannot be judged.`;
  const checks = judgement.checks.map((check) => doubted(check, why));
  return { verdict: 'inconclusive', reason: [why, judgement.reason].filter(Boolean).join(' '), checks };
};
