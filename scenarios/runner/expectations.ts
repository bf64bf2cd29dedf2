import { realNowIso } from '../../provider/world/clock.ts';
import type { Expectation, ScenarioResult } from '../model/index.ts';

const today = (): string => realNowIso().slice(0, 10);

/** True from its `until` day on. */
export const isOver = ({ until }: Expectation, day = today()): boolean => until !== undefined && until <= day;

/** A rule checks the traffic of every scenario, so one entry may cover all of them. */
const EVERY_SCENARIO = '*';

const isAbout = (entry: Expectation, result: ScenarioResult): boolean =>
  (entry.scenario === result.scenario || (entry.scenario === EVERY_SCENARIO && entry.check !== undefined)) &&
  entry.app === result.app.id &&
  entry.persona === result.persona &&
  (entry.variant === undefined || entry.variant === result.variant);

const isMet = (entry: Expectation, result: ScenarioResult): boolean => {
  if (entry.check === undefined) return result.verdict === entry.verdict;
  const named = [
    ...result.checks.map(({ id, verdict }) => ({ id, verdict })),
    ...result.findings.map(({ rule, verdict }) => ({ id: rule, verdict })),
  ];
  return named.some(({ id, verdict }) => id === entry.check && verdict === entry.verdict);
};

const isBad = (verdict: string): boolean => verdict === 'fail' || verdict === 'warn' || verdict === 'inconclusive';

/** True when every failed check of a result has an entry. */
const coversChecks = (entries: readonly Expectation[], result: ScenarioResult): boolean => {
  const bad = result.checks.filter(({ verdict }) => isBad(verdict));
  return (
    bad.length > 0 && bad.every(({ id, verdict }) => entries.some((entry) => entry.check === id && entry.verdict === verdict))
  );
};

/** The entries about a result, and whether the result is as expected. */
export const expectedOf = (
  expected: readonly Expectation[],
  result: ScenarioResult,
): { readonly met: readonly Expectation[]; readonly verdict?: ScenarioResult['verdict'] } => {
  const met = expected.filter((entry) => !isOver(entry) && isAbout(entry, result) && isMet(entry, result));
  const whole = met.find(({ check }) => check === undefined);
  if (whole) return { met, verdict: whole.verdict };
  return coversChecks(met, result) ? { met, verdict: result.verdict } : { met };
};

/** Adds the expectation and its reason to a result and to its findings. */
export const withExpectation = (expected: readonly Expectation[], result: ScenarioResult): ScenarioResult => {
  const { met, verdict } = expectedOf(expected, result);
  const isListed = (rule: string) => met.some(({ check }) => check === rule);
  const findings = result.findings.map((finding) => (isListed(finding.rule) ? { ...finding, expected: true as const } : finding));
  if (verdict === undefined) return { ...result, findings };
  return { ...result, findings, expected: verdict, reason: result.reason ?? met.map(({ reason }) => reason).join(' ') };
};

const nameOf = ({ scenario, variant, check, app, persona }: Expectation): string =>
  `${scenario}${variant ? `:${variant}` : ''}${check ? ` / ${check}` : ''} of ${app} with ${persona}`;

const wasJudged = ({ verdict }: ScenarioResult): boolean => verdict !== 'skip' && verdict !== 'inconclusive';

const judgedFor = (entry: Expectation, results: readonly ScenarioResult[]): readonly ScenarioResult[] =>
  results.filter((result) => isAbout(entry, result) && wasJudged(result));

/** One scenario alone does not show what holds for all. */
const saysEnough = ({ scenario }: Expectation, about: readonly ScenarioResult[]): boolean =>
  new Set(about.map((result) => result.scenario)).size > (scenario === EVERY_SCENARIO ? 1 : 0);

/** Entries that were judged in this run and no longer match. */
export const staleEntriesOf = (expected: readonly Expectation[], results: readonly ScenarioResult[]): readonly Expectation[] =>
  expected.filter((entry) => {
    const about = judgedFor(entry, results);
    return !isOver(entry) && saysEnough(entry, about) && !about.some((result) => isMet(entry, result));
  });

/** A sentence for each of these entries. */
export const staleEntries = (expected: readonly Expectation[], results: readonly ScenarioResult[]): readonly string[] =>
  staleEntriesOf(expected, results).map((entry) => {
    const found = [...new Set(judgedFor(entry, results).map(({ verdict }) => verdict))].join(', ');
    return `expected.json expects ${entry.verdict} for ${nameOf(entry)}, but the result is ${found}. Remove the entry.`;
  });

/** A sentence for each entry that would cover a result, but has expired. */
export const overEntry = (expected: readonly Expectation[], result: ScenarioResult): string | undefined => {
  const entry = expected.find((each) => isOver(each) && isAbout(each, result) && isMet(each, result));
  return entry && `the expectation expired on ${entry.until}`;
};
