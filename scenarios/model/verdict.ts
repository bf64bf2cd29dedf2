/** From worst to mildest, as a scenario takes the worst of its checks. */
export const VERDICTS = ['fail', 'inconclusive', 'warn', 'pass', 'info', 'skip'] as const;

/**
 * `fail`: a MUST failed · `warn`: a SHOULD failed · `info`: observed, not judged · `skip`: does not apply,
 * with a reason · `inconclusive`: could not be judged, with a reason.
 */
export type Verdict = (typeof VERDICTS)[number];
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** The verdict of a broken requirement. */
export const brokenVerdict = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' } as const satisfies Record<Level, Verdict>;

/** The worst of several verdicts; `skip` for none. */
export const worst = (verdicts: readonly Verdict[]): Verdict => VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'skip';

/** True for a verdict that says whether a requirement holds. */
export const isJudgement = (verdict: Verdict): boolean => verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
