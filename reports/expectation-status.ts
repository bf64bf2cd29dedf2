import { type Finding, type RunResult, type ScenarioResult, VERDICTS, type Verdict } from '../scenarios/model/index.ts';

/**
 * Compares a result with `expected.json`. `new`: red and not expected · `stale`: not red, but the
 * entry expects another verdict · `known`: a deviation as expected · `fine`: nothing to do.
 */
export type ExpectationStatus = 'new' | 'stale' | 'known' | 'fine';

/** Verdicts without a judgement, so an expectation about them cannot be wrong. */
const UNJUDGED: ReadonlySet<Verdict> = new Set(['skip', 'inconclusive']);

const breaks = (verdict: Verdict, strict: boolean): boolean =>
  verdict === 'fail' || verdict === 'inconclusive' || (strict && verdict === 'warn');

/** The first unexpected breach of a rule. It turns a run red, whatever the verdict of the scenario. */
export const readBreach = ({ findings }: ScenarioResult, run: Pick<RunResult, 'strict'>): Finding | undefined =>
  findings.find((finding) => !finding.expected && breaks(finding.verdict, run.strict === true));

/** Reads the expectation status of one result; with `--strict` a failed SHOULD is red as well. */
export const readExpectationStatus = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): ExpectationStatus => {
  const { verdict, expected } = result;
  if (readBreach(result, run)) return 'new';
  if (expected === verdict) return verdict === 'pass' ? 'fine' : 'known';
  if (breaks(verdict, run.strict === true)) return 'new';
  return expected === undefined || UNJUDGED.has(verdict) ? 'fine' : 'stale';
};

const NOTES = { new: '', fine: '', known: 'known', stale: 'stale entry' } as const;

/** The note next to a verdict in a table: its expectation status, or a broken rule. Often empty. */
export const readNote = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string => {
  const breach = readBreach(result, run);
  return breach && breach.verdict !== result.verdict ? `+ rule ${breach.rule}` : NOTES[readExpectationStatus(result, run)];
};

/** True for what turns a run red. */
export const isRed = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): boolean =>
  ['new', 'stale'].includes(readExpectationStatus(result, run));

const STANDINGS: readonly ExpectationStatus[] = ['new', 'stale', 'known', 'fine'];

/** Worst first: by expectation status, then by verdict; equals keep their order. */
export const byUrgency =
  (run: Pick<RunResult, 'strict'>) =>
  (a: ScenarioResult, b: ScenarioResult): number =>
    STANDINGS.indexOf(readExpectationStatus(a, run)) - STANDINGS.indexOf(readExpectationStatus(b, run)) ||
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);

/** How this result relates to the list of known deviations, in a sentence; empty if it does not. */
export const explainExpectationStatus = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string => {
  const { expected, verdict, reason = 'without a reason' } = result;
  const status = readExpectationStatus(result, run);
  if (status === 'known') return `Known deviation: ${reason}`;
  if (expected === undefined || status === 'fine') return '';
  if (status === 'stale')
    return `expected.json expects ${expected} (${reason}), but the result is ${verdict}. Correct the entry or remove it.`;
  if (UNJUDGED.has(verdict)) return `expected.json expects ${expected}, but this could not be judged.`;
  return `expected.json expects ${expected}, but the result is ${verdict}.`;
};

/** Why a result was skipped or could not be judged; empty when its reason belongs to the expectation. */
export const explainReason = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string =>
  ['known', 'stale'].includes(readExpectationStatus(result, run)) ? '' : (result.reason ?? '');
