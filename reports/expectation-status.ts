import { type Finding, type RunResult, type ScenarioResult, VERDICTS, type Verdict } from '../scenarios/model/index.ts';

/**
 * How a result stands against `expected.json`. `new`: red, and nobody expected it · `stale`: not red by itself, but the
 * entry that expects something else is · `known`: a deviation just as expected · `fine`: nothing to do.
 */
export type ExpectationStatus = 'new' | 'stale' | 'known' | 'fine';

/** Neither of them was judged, so an expectation about them cannot be wrong. */
const UNJUDGED: ReadonlySet<Verdict> = new Set(['skip', 'inconclusive']);

const breaks = (verdict: Verdict, strict: boolean): boolean =>
  verdict === 'fail' || verdict === 'inconclusive' || (strict && verdict === 'warn');

/** The first breach of a rule that nobody expected. It turns a run red whatever the scenario itself found. */
export const readBreach = ({ findings }: ScenarioResult, run: Pick<RunResult, 'strict'>): Finding | undefined =>
  findings.find((finding) => !finding.expected && breaks(finding.verdict, run.strict === true));

/** Reads the standing of one result; with `--strict` a broken SHOULD is red as well. */
export const readExpectationStatus = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): ExpectationStatus => {
  const { verdict, expected } = result;
  if (readBreach(result, run)) return 'new';
  if (expected === verdict) return verdict === 'pass' ? 'fine' : 'known';
  if (breaks(verdict, run.strict === true)) return 'new';
  return expected === undefined || UNJUDGED.has(verdict) ? 'fine' : 'stale';
};

const NOTES = { new: '', fine: '', known: 'known', stale: 'stale entry' } as const;

/** What stands beside a verdict in a table: how it stands against the list, or the rule that was broken besides. Often empty. */
export const readNote = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string => {
  const breach = readBreach(result, run);
  return breach && breach.verdict !== result.verdict ? `+ rule ${breach.rule}` : NOTES[readExpectationStatus(result, run)];
};

/** True for what turns a run red. */
export const isRed = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): boolean =>
  ['new', 'stale'].includes(readExpectationStatus(result, run));

const STANDINGS: readonly ExpectationStatus[] = ['new', 'stale', 'known', 'fine'];

/** Worst first: by standing, then by verdict; equals keep their order. */
export const byUrgency =
  (run: Pick<RunResult, 'strict'>) =>
  (a: ScenarioResult, b: ScenarioResult): number =>
    STANDINGS.indexOf(readExpectationStatus(a, run)) - STANDINGS.indexOf(readExpectationStatus(b, run)) ||
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);

/** What the list of known deviations has to do with this result, in a sentence; empty when nothing. */
export const explainExpectationStatus = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string => {
  const { expected, verdict, reason = 'without a reason' } = result;
  const standing = readExpectationStatus(result, run);
  if (standing === 'known') return `Known deviation: ${reason}`;
  if (expected === undefined || standing === 'fine') return '';
  if (standing === 'stale')
    return `expected.json says ${expected} (${reason}), found ${verdict}: correct the entry or remove it.`;
  if (UNJUDGED.has(verdict)) return `expected.json says ${expected}, but this could not be judged.`;
  return `expected.json says ${expected}, found ${verdict}.`;
};

/** Why a result was skipped or could not be judged; empty when its reason belongs to the expectation. */
export const explainReason = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): string =>
  ['known', 'stale'].includes(readExpectationStatus(result, run)) ? '' : (result.reason ?? '');
