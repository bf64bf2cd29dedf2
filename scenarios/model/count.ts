import { type Breach, breachesOf, isRedVerdict, worstOf } from './breach.ts';
import type { RunResult, ScenarioResult } from './run-result.ts';
import { VERDICTS } from './verdict.ts';

/** What a result is counted as, the most urgent first. Every report counts by these. */
export const COUNTED = ['fail', 'inconclusive', 'known', 'warn', 'info', 'skip', 'pass'] as const;
export type Counted = (typeof COUNTED)[number];

type Strictness = Pick<RunResult, 'strict'>;

const isWorse = (one: Breach['verdict'], other: Breach['verdict']): boolean => VERDICTS.indexOf(one) < VERDICTS.indexOf(other);

/**
 * What a result counts as: once, in one place. A broken rule counts like a failed check. What `expected.json` lists is `known`,
 * unless something as bad is new. In a strict run a new failed SHOULD is a `fail`.
 */
export const countedAs = (result: ScenarioResult, run: Strictness): Counted => {
  const breaches = breachesOf(result);
  const fresh = worstOf(breaches.filter(({ expected }) => !expected));
  const known = worstOf(breaches.filter(({ expected }) => expected));
  if (isRedVerdict(fresh, run)) return fresh === 'inconclusive' ? 'inconclusive' : 'fail';
  if (known && (fresh === undefined || isWorse(known, fresh))) return 'known';
  if (fresh) return fresh;
  return result.verdict === 'info' || result.verdict === 'skip' ? result.verdict : 'pass';
};

/** The breaches that decide what a result counts as: the worst of the new ones, or of the known ones. */
export const decidingBreaches = (result: ScenarioResult, run: Strictness): readonly Breach[] => {
  const counted = countedAs(result, run);
  if (counted !== 'known' && counted !== 'fail' && counted !== 'inconclusive' && counted !== 'warn') return [];
  const concerned = breachesOf(result).filter(({ expected }) => expected === (counted === 'known'));
  const verdict = worstOf(concerned);
  return concerned.filter((breach) => breach.verdict === verdict);
};

/** The numbers of a run. */
export interface RunCounts extends Readonly<Record<Counted, number>> {
  readonly results: number;
  /** Apps of which nothing was judged; 0 where the run allows that. */
  readonly unjudged: number;
  /** Entries of `expected.json` that no longer match. */
  readonly stale: number;
}

/** The numbers of a run, for every report and for the exit code. */
export const countRun = (run: Pick<RunResult, 'results' | 'strict' | 'unjudged' | 'allowUnjudged' | 'stale'>): RunCounts => {
  const all = run.results.map((result) => countedAs(result, run));
  const count = (wanted: Counted): number => all.filter((counted) => counted === wanted).length;
  return {
    results: all.length,
    fail: count('fail'),
    inconclusive: count('inconclusive'),
    known: count('known'),
    warn: count('warn'),
    info: count('info'),
    skip: count('skip'),
    pass: count('pass'),
    unjudged: run.allowUnjudged ? 0 : (run.unjudged?.length ?? 0),
    stale: run.stale?.length ?? 0,
  };
};

/** True when the numbers alone turn a run red. */
export const isRedCount = ({ fail, inconclusive, unjudged, stale }: RunCounts): boolean =>
  fail + inconclusive + unjudged + stale > 0;
