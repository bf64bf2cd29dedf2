import { realNowIso } from '../../provider/world/clock.ts';
import {
  type Breach,
  breachesOf,
  causeOf,
  type Expectation,
  isBad,
  type RunResult,
  type ScenarioResult,
} from '../model/index.ts';
import { isAbout, staleEntriesOf } from './expectations.ts';

/** What an entry speaks of: results by their names, each a text or a pattern with `*`. */
type Scope = Pick<Expectation, 'scenario' | 'variant' | 'app' | 'persona'>;

/** A failure that no entry lists. */
interface Failure {
  readonly breach: Breach;
  readonly result: ScenarioResult;
}

const unlistedOf = (result: ScenarioResult): readonly Failure[] =>
  breachesOf(result)
    .filter(({ expected, verdict, by }) => !expected && verdict !== 'inconclusive' && by !== 'verdict')
    .map((breach) => ({ breach, result }));

const signOf = ({ by, id, verdict, message }: Breach): string => JSON.stringify([by, id, verdict, causeOf(message)]);

/** A name, its beginnings up to each `/` and `-` with a `*`, and `*` alone; the narrowest first. */
const patternsOf = (name: string): readonly string[] => {
  const ends = [...name.matchAll(/[/-]/g)].map(({ index }) => index).toReversed();
  const beginnings = ends.flatMap((end) => [
    `${name.slice(0, end + 1)}*`,
    ...(name[end] === '-' ? [`${name.slice(0, end)}*`] : []),
  ]);
  return [name, `${name}*`, ...beginnings, '*'];
};

/** Every scope that could speak of a result, the narrowest first. */
const scopesOf = ({ scenario, variant, app, persona }: ScenarioResult): readonly Scope[] =>
  patternsOf(scenario).flatMap((someScenarios) =>
    [...(variant === undefined ? [] : patternsOf(variant).slice(0, -1)), undefined].flatMap((someVariants) =>
      [app.id, '*'].flatMap((someApps) =>
        [persona, '*'].map((somePersonas) => ({
          scenario: someScenarios,
          ...(someVariants === undefined ? {} : { variant: someVariants }),
          app: someApps,
          persona: somePersonas,
        })),
      ),
    ),
  );

/** How much a scope leaves open: a narrower one is preferred where both cover the same failures. */
const openness = ({ scenario, variant = '*', app, persona }: Scope): number =>
  [scenario, variant, app, persona].reduce(
    (sum, name) => sum + (name === '*' ? 1000 : name.includes('*') ? 500 - name.length : 0),
    0,
  );

const covers = (scope: Scope, result: ScenarioResult, { id }: Breach): boolean =>
  isAbout({ ...scope, check: id, verdict: 'fail', reason: '' }, result);

/** True for a result in which what failed elsewhere passed: an entry must not speak of it. A check that was not made says nothing. */
const hasPassed = ({ verdict, checks, findings }: ScenarioResult, { by, id }: Breach): boolean => {
  if (by === 'rule') return verdict !== 'skip' && verdict !== 'inconclusive' && !findings.some(({ rule }) => rule === id);
  return checks.some((check) => check.id === id && !isBad(check.verdict));
};

/** A scope, and the failures that it covers. */
interface Candidate {
  readonly scope: Scope;
  readonly covered: readonly ScenarioResult[];
}

const candidatesFor = (
  breach: Breach,
  failed: readonly ScenarioResult[],
  others: readonly ScenarioResult[],
): readonly Candidate[] => {
  const scopes = new Map(failed.flatMap(scopesOf).map((scope) => [JSON.stringify(scope), scope]));
  return [...scopes.values()]
    .filter((scope) => !others.some((result) => covers(scope, result, breach)))
    .map((scope) => ({ scope, covered: failed.filter((result) => covers(scope, result, breach)) }))
    .toSorted((one, other) => openness(one.scope) - openness(other.scope));
};

/** Takes the scope that covers most of what is left, again and again; then drops each that the others make needless. */
const fewest = (candidates: readonly Candidate[], failed: readonly ScenarioResult[]): readonly Candidate[] => {
  const left = new Set(failed);
  const taken: Candidate[] = [];
  while (left.size > 0) {
    const gain = ({ covered }: Candidate): number => covered.filter((result) => left.has(result)).length;
    const best = candidates.reduce<Candidate | undefined>(
      (most, each) => (gain(each) > (most ? gain(most) : 0) ? each : most),
      undefined,
    );
    if (!best) break;
    taken.push(best);
    for (const result of best.covered) left.delete(result);
  }
  return taken.reduce<readonly Candidate[]>((kept, each) => {
    const others = kept.filter((other) => other !== each);
    return failed.every((result) => others.some(({ covered }) => covered.includes(result))) ? others : kept;
  }, taken);
};

/** Entries for one kind of failure: one check or rule, one cause, one verdict. */
const entriesFor = (failures: readonly Failure[], results: readonly ScenarioResult[]): readonly Expectation[] => {
  const [first] = failures;
  if (!first) return [];
  const { breach } = first;
  const failed = [...new Set(failures.map(({ result }) => result))];
  const others = results.filter((result) => hasPassed(result, breach));
  return fewest(candidatesFor(breach, failed, others), failed).map(({ scope: { scenario, variant, app, persona } }) => ({
    scenario,
    ...(variant === undefined ? {} : { variant }),
    check: breach.id,
    cause: causeOf(breach.message),
    app,
    persona,
    verdict: breach.verdict,
    reason: `Seen on ${realNowIso().slice(0, 10)}; replace this text with the reason why it is accepted.`,
  }));
};

/**
 * The list of expectations that fits this run: entries that were judged and no longer match are removed, and the
 * fewest entries are added that cover the new failures and warnings and speak of nothing that passed. Each names check and
 * cause, so that another failure in the same place stays new. Inconclusive results are never added. Entries about results that this
 * run did not judge stay.
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
  const kinds = Map.groupBy(run.results.flatMap(unlistedOf), ({ breach }) => signOf(breach));
  const added = [...kinds.values()].flatMap((failures) => entriesFor(failures, run.results));
  return { entries: [...kept, ...added], added, removed };
};
