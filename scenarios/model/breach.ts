import type { RunResult, ScenarioResult } from './run-result.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

/** One thing that is wrong with a result: a failed check, a broken rule, or a verdict that only its reason explains. */
export interface Breach {
  readonly by: 'check' | 'rule' | 'verdict';
  /** Id of the check or of the rule; empty for `verdict`. */
  readonly id: string;
  /** What should hold, in words; a rule has none here. */
  readonly title: string;
  readonly verdict: Extract<Verdict, 'fail' | 'inconclusive' | 'warn'>;
  readonly message: string;
  /** `expected.json` lists it. */
  readonly expected: boolean;
  readonly fix?: string;
  readonly exchanges: readonly string[];
}

type Bad = Breach['verdict'];

/** True for a verdict that says that something does not hold, or could not be judged. */
export const isBad = (verdict: Verdict): verdict is Bad => verdict === 'fail' || verdict === 'inconclusive' || verdict === 'warn';

const rank = (verdict: Verdict): number => VERDICTS.indexOf(verdict);

const withFix = (fix: string | undefined): Pick<Breach, 'fix'> => (fix === undefined ? {} : { fix });

/** Failed checks. One that is worse than its result was overruled: the result could not be judged, or does not apply. */
const brokenChecks = ({ checks, verdict: whole, expected }: ScenarioResult): readonly Breach[] =>
  checks.flatMap(({ id, title, verdict, message = title, fix, exchanges, expected: listed }) =>
    isBad(verdict) && rank(verdict) >= rank(whole) && whole !== 'skip'
      ? [
          {
            by: 'check',
            id,
            title,
            verdict,
            message,
            expected: listed ?? expected === whole,
            ...withFix(fix),
            exchanges,
          } as const,
        ]
      : [],
  );

const brokenRules = ({ findings }: ScenarioResult): readonly Breach[] =>
  findings.flatMap(({ rule, verdict, message, expected = false, fix, exchanges }) =>
    isBad(verdict) ? [{ by: 'rule', id: rule, title: '', verdict, message, expected, ...withFix(fix), exchanges } as const] : [],
  );

/** Everything that is wrong with a result, whether listed in `expected.json` or not. */
export const breachesOf = (result: ScenarioResult): readonly Breach[] => {
  const { verdict, expected, reason, title } = result;
  const checks = brokenChecks(result);
  const unexplained = isBad(verdict) && !checks.some((check) => check.verdict === verdict);
  const own: readonly Breach[] = unexplained
    ? [{ by: 'verdict', id: '', title, verdict, message: reason ?? title, expected: expected === verdict, exchanges: [] }]
    : [];
  return [...own, ...checks, ...brokenRules(result)];
};

/** The worst verdict of some breaches; undefined for none. */
export const worstOf = (breaches: readonly Breach[]): Bad | undefined =>
  (['fail', 'inconclusive', 'warn'] as const).find((bad) => breaches.some(({ verdict }) => verdict === bad));

/** True for a verdict that turns a run red unless it is expected. */
export const isRedVerdict = (verdict: Verdict | undefined, { strict }: Pick<RunResult, 'strict'>): boolean =>
  verdict === 'fail' || verdict === 'inconclusive' || (strict === true && verdict === 'warn');
