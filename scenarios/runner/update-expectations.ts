import { realNowIso } from '../../provider/world/clock.ts';
import type { Expectation, RunResult, ScenarioResult } from '../model/index.ts';
import { staleEntriesOf } from './expectations.ts';

const isDeviation = ({ verdict }: ScenarioResult): boolean => verdict === 'fail' || verdict === 'warn';

const placeOf = ({ scenario, app, persona }: ScenarioResult): string => `${scenario} ${app.id} ${persona}`;

const entryFor = (
  result: ScenarioResult,
  extra: Pick<Expectation, 'variant' | 'check'>,
  verdict: Expectation['verdict'],
): Expectation => ({
  scenario: result.scenario,
  ...extra,
  app: result.app.id,
  persona: result.persona,
  verdict,
  reason: `Seen on ${realNowIso().slice(0, 10)}; replace this text with the reason why it is accepted.`,
});

/** One entry for all variants with the same verdict, else one for each. */
const entriesFor = (results: readonly ScenarioResult[]): readonly Expectation[] => {
  const unexpected = results.filter((result) => isDeviation(result) && result.expected !== result.verdict);
  const [first] = unexpected;
  if (!first) return [];
  const judged = results.filter(({ verdict }) => verdict !== 'skip');
  const alike = judged.every(({ verdict }) => verdict === first.verdict) && unexpected.length === judged.length;
  if (alike) return [entryFor(first, {}, first.verdict)];
  return unexpected.map((result) =>
    entryFor(result, result.variant === undefined ? {} : { variant: result.variant }, result.verdict),
  );
};

const findingEntries = (result: ScenarioResult): readonly Expectation[] => {
  const unexpected = result.findings.filter(({ verdict, expected }) => verdict === 'fail' && !expected);
  return [...new Set(unexpected.map(({ rule }) => rule))].map((rule) => entryFor(result, { check: rule }, 'fail'));
};

/**
 * The list of expectations that fits this run: entries that were judged and no longer match are removed,
 * unexpected failures and warnings are added. Inconclusive results are never added. Entries about
 * results that this run did not judge stay.
 */
export const updateExpectations = (
  expected: readonly Expectation[],
  run: Pick<RunResult, 'results'>,
): {
  readonly entries: readonly Expectation[];
  readonly added: readonly Expectation[];
  readonly removed: readonly Expectation[];
} => {
  const removed = staleEntriesOf(expected, run.results);
  const kept = expected.filter((entry) => !removed.includes(entry));
  const places = Map.groupBy(run.results, placeOf);
  const added = [...places.values()].flatMap((results) => [
    ...entriesFor(results),
    ...results.flatMap((result) => findingEntries(result)),
  ]);
  return { entries: [...kept, ...added], added, removed };
};
