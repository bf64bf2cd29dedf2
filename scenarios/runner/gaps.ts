import { gapOf } from '../../provider/model/index.ts';
import type { CheckResult, Verdict } from '../model/index.ts';
import type { LegRun } from './leg.ts';
import type { Judgement } from './verdicts.ts';

const gapsIn = (runs: readonly LegRun[]): readonly string[] => [
  ...new Set(runs.flatMap(({ exchanges }) => exchanges.flatMap((exchange) => gapOf(exchange) ?? []))),
];

/** Verdicts that say something against the app, or nothing at all. */
const DOUBTED: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'inconclusive']);

const doubted = (check: CheckResult, why: string): CheckResult =>
  DOUBTED.has(check.verdict)
    ? { ...check, verdict: 'inconclusive', message: `${why}\nWhat was found: ${check.message ?? check.title}` }
    : check;

const reasonOf = (gaps: readonly string[]): string => `${gaps.join(' ')} Without that answer the app cannot be judged.`;

/** Checks of a leg in which the lab did not serve something, without what they say against the app. */
export const withDoubt = (checks: readonly CheckResult[], run: LegRun): readonly CheckResult[] => {
  const gaps = gapsIn([run]);
  return gaps.length === 0 ? checks : checks.map((check) => doubted(check, reasonOf(gaps)));
};

/**
 * A judgement against an app that asked for what the lab does not serve cannot be told from the lab's own failure: it is
 * inconclusive, and says the gap. `control` is given if it passed: an app that met a gap there, too, can do without the answer.
 * A failed check of what the app sends (`requestChecks`) stands, for no answer could have changed it.
 */
export const withGaps = (
  judgement: Judgement,
  runs: readonly LegRun[],
  { control, requestChecks = [] }: { readonly control?: LegRun; readonly requestChecks?: readonly string[] | undefined } = {},
): Judgement => {
  const known = new Set(gapsIn(control ? [control] : []));
  const gaps = gapsIn(runs).filter((gap) => !known.has(gap));
  const stands = judgement.checks.some(({ id, verdict }) => verdict === 'fail' && requestChecks.includes(id));
  if (gaps.length === 0 || stands || !DOUBTED.has(judgement.verdict)) return judgement;
  const why = reasonOf(gaps);
  const checks = judgement.checks.map((check) => doubted(check, why));
  return { verdict: 'inconclusive', reason: [why, judgement.reason].filter(Boolean).join(' '), checks };
};
