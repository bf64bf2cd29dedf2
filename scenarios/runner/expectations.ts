import { realNowIso } from '../../provider/world/clock.ts';
import { type Breach, breachesOf, causeOf, type Expectation, matchesGlob, type ScenarioResult } from '../model/index.ts';
import { RULES } from '../rules/index.ts';
import { SECRET_LEAKED } from './leaks.ts';

const today = (): string => realNowIso().slice(0, 10);

/** True from its `until` day on. */
const isOver = ({ until }: Expectation, day = today()): boolean => until !== undefined && until <= day;

const isForSeveral = ({ scenario }: Expectation): boolean => scenario.includes('*');

/** The names of a result. */
export type Named = Pick<ScenarioResult, 'scenario' | 'persona'> & {
  readonly variant?: string | undefined;
  readonly app: Pick<ScenarioResult['app'], 'id'>;
};

/** True for a result that an entry speaks of, whatever its verdict. */
export const isAbout = (entry: Expectation, { scenario, variant, app, persona }: Named): boolean =>
  matchesGlob(entry.scenario, scenario) &&
  (!isForSeveral(entry) || entry.check !== undefined) &&
  matchesGlob(entry.app, app.id) &&
  matchesGlob(entry.persona, persona) &&
  (entry.variant === undefined || (variant !== undefined && matchesGlob(entry.variant, variant)));

const isCause = ({ cause }: Expectation, { message }: Breach): boolean =>
  cause === undefined || matchesGlob(cause, causeOf(message));

/** True for a breach that an entry lists, of a result that it speaks of. An entry without a check lists no rule. */
const lists = (entry: Expectation, breach: Breach): boolean =>
  entry.verdict === breach.verdict &&
  (entry.check === undefined ? breach.by !== 'rule' : breach.id === entry.check) &&
  isCause(entry, breach);

/** An entry without check and cause is about the verdict as a whole, and covers milder failures beside it. */
const isWhole = ({ check, cause }: Expectation): boolean => check === undefined && cause === undefined;

const isMet = (entry: Expectation, result: ScenarioResult): boolean =>
  isWhole(entry) ? result.verdict === entry.verdict : breachesOf(result).some((breach) => lists(entry, breach));

/** The entry that covers a breach. */
const entryFor = (entries: readonly Expectation[], result: ScenarioResult, breach: Breach): Expectation | undefined =>
  entries.find((entry) => (isWhole(entry) ? result.verdict === entry.verdict && breach.by !== 'rule' : lists(entry, breach)));

const keyOf = ({ by, id }: Pick<Breach, 'by' | 'id'>): string => `${by} ${id}`;

/** The entry that would cover a result if its last day had not passed. */
const expiredFor = (expected: readonly Expectation[], result: ScenarioResult): Expectation | undefined =>
  expected.find((entry) => isOver(entry) && isAbout(entry, result) && isMet(entry, result));

const withExpired = (expected: readonly Expectation[], result: ScenarioResult): ScenarioResult => {
  const entry = expiredFor(expected, result);
  if (!entry || result.reason !== undefined) return result;
  return { ...result, reason: `expected.json listed this until ${entry.until}, which has passed: ${entry.reason}` };
};

/** Marks what `expected.json` lists in a result: checks, rules, and the verdict where every failed check is listed. */
export const withExpectation = (expected: readonly Expectation[], result: ScenarioResult): ScenarioResult => {
  const entries = expected.filter((entry) => !isOver(entry) && isAbout(entry, result) && isMet(entry, result));
  if (entries.length === 0) return withExpired(expected, result);
  const breaches = breachesOf(result).map((breach) => ({ breach, entry: entryFor(entries, result, breach) }));
  const listed = new Set(breaches.flatMap(({ breach, entry }) => (entry ? [keyOf(breach)] : [])));
  const mark = <T>(each: T, breach: Pick<Breach, 'by' | 'id'>): T =>
    listed.has(keyOf(breach)) ? { ...each, expected: true as const } : each;
  const own = breaches.filter(({ breach }) => breach.by !== 'rule');
  const isListed = own.every(({ entry }) => entry) && (own.length > 0 || entries.some(isWhole));
  const reasons = [...new Set(breaches.flatMap(({ entry }) => entry?.reason ?? []))].join(' ');
  return {
    ...result,
    checks: result.checks.map((check) => mark(check, { by: 'check', id: check.id })),
    findings: result.findings.map((finding) => mark(finding, { by: 'rule', id: finding.rule })),
    ...(isListed ? { expected: result.verdict } : {}),
    ...(reasons === '' ? {} : { reason: result.reason ?? reasons }),
  };
};

const describeEntry = ({ scenario, variant, check, cause, app, persona }: Expectation): string =>
  `${scenario}${variant ? `:${variant}` : ''}${check ? ` / ${check}` : ''} of ${app} with ${persona}${cause ? ` (${cause})` : ''}`;

const wasJudged = ({ verdict }: ScenarioResult): boolean => verdict !== 'skip' && verdict !== 'inconclusive';

/** True for the id of a rule: rules look at all traffic, while a check is made in some scenarios only. */
const isRule = (id: string | undefined): boolean => id === SECRET_LEAKED || RULES.some((rule) => rule.id === id);

/** True unless an entry for several scenarios names a check that this one does not make. */
const makesCheck = (entry: Expectation, { checks }: ScenarioResult): boolean =>
  !isForSeveral(entry) || isRule(entry.check) || checks.some(({ id }) => id === entry.check);

const judgedFor = (entry: Expectation, results: readonly ScenarioResult[]): readonly ScenarioResult[] =>
  results.filter((result) => isAbout(entry, result) && wasJudged(result) && makesCheck(entry, result));

/** One scenario alone does not show what holds for several. */
const saysEnough = (entry: Expectation, about: readonly ScenarioResult[]): boolean =>
  new Set(about.map((result) => result.scenario)).size > (isForSeveral(entry) ? 1 : 0);

const noLongerMatches = (entry: Expectation, results: readonly ScenarioResult[]): boolean => {
  const about = judgedFor(entry, results);
  return saysEnough(entry, about) && !results.some((result) => isAbout(entry, result) && isMet(entry, result));
};

/** Entries that were judged in this run and no longer match. Whether their last day has passed makes no difference. */
export const staleEntriesOf = (expected: readonly Expectation[], results: readonly ScenarioResult[]): readonly Expectation[] =>
  expected.filter((entry) => noLongerMatches(entry, results));

const describeStale = (entry: Expectation, results: readonly ScenarioResult[]): string => {
  const found = [...new Set(judgedFor(entry, results).map(({ verdict }) => verdict))].join(', ');
  const cause = found === entry.verdict ? ' for another reason' : '';
  const last = isOver(entry) ? ` until ${entry.until}` : '';
  return `expected.json expects ${entry.verdict} for ${describeEntry(entry)}${last}, but the result is ${found}${cause}. Remove the entry.`;
};

/** A sentence for each of these entries. */
export const staleEntries = (expected: readonly Expectation[], results: readonly ScenarioResult[]): readonly string[] =>
  staleEntriesOf(expected, results).map((entry) => describeStale(entry, results));

/** A sentence for an entry that would cover a result, but has expired. */
export const overEntry = (expected: readonly Expectation[], result: ScenarioResult): string | undefined => {
  const entry = expiredFor(expected, result);
  return entry && `the expectation expired on ${entry.until}`;
};
