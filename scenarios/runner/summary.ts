import {
  type Breach,
  causeOf,
  countedAs,
  countRun,
  decidingBreaches,
  type Expectation,
  findCauses,
  isRedCount,
  type RunResult,
  type ScenarioResult,
} from '../model/index.ts';
import { overEntry, staleEntries } from './expectations.ts';

const nameOf = ({ scenario, variant, app, persona }: ScenarioResult): string =>
  `${scenario}${variant ? `:${variant}` : ''} of ${app.id} with ${persona}`;

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const whyRed = ({ by, id, verdict, message, fix = '' }: Breach, over: string | undefined): string => {
  const past = over ? ` (${over})` : '';
  const found = firstLine(message);
  if (by === 'rule') return `${verdict} by the rule ${id}${past}: ${found} ${fix}`.trimEnd();
  return `${verdict}${past}: ${id === '' ? '' : `${id}: `}${found}`;
};

/** The breaches that turn a run red: the first failed check of a result, since others often follow from it, and every rule. */
const redBreaches = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): readonly Breach[] => {
  const counted = countedAs(result, run);
  if (counted !== 'fail' && counted !== 'inconclusive') return [];
  const deciding = decidingBreaches(result, run);
  const first = deciding.find(({ by }) => by !== 'rule');
  return [...(first ? [first] : []), ...deciding.filter(({ by }) => by === 'rule')];
};

/** Reasons why a result makes its run red, one sentence each; empty when it does not. */
export const reasonsOf = (result: ScenarioResult, expected: readonly Expectation[], strict: boolean): readonly string[] =>
  redBreaches(result, strict ? { strict } : {}).map(
    (breach) => `${nameOf(result)}: ${whyRed(breach, overEntry(expected, result))}`,
  );

const sharedWith = (count: number): string => (count > 1 ? ` And ${count - 1} more for the same reason.` : '');

/** A sentence for each root cause that turns the run red: its first result, and how many share it. */
const causesInWords = (
  results: readonly ScenarioResult[],
  expected: readonly Expectation[],
  run: Pick<RunResult, 'strict'>,
): readonly string[] =>
  findCauses({ results: [...results], ...run })
    .filter(({ counted }) => counted === 'fail' || counted === 'inconclusive')
    .flatMap(({ results: [first, ...others], by, id, cause }) => {
      const breach =
        first && redBreaches(first, run).find((each) => each.by === by && each.id === id && causeOf(each.message) === cause);
      return first && breach
        ? [`${nameOf(first)}: ${whyRed(breach, overEntry(expected, first))}${sharedWith(others.length + 1)}`]
        : [];
    });

/**
 * Counts the results and lists why a run is red: new failures by root cause, and expectations that no longer match. Those that
 * other parts of a run may still match are not `decidable` here.
 */
export const summarize = (
  results: readonly ScenarioResult[],
  expected: readonly Expectation[],
  strict: boolean,
  decidable: readonly Expectation[] = expected,
): RunResult['summary'] & { readonly stale: readonly string[] } => {
  const run = strict ? { strict: true as const } : {};
  const stale = staleEntries(decidable, results);
  const counts = countRun({ results: [...results], ...run, stale: [...stale] });
  const { fail, inconclusive, known, warn, info, skip, pass } = counts;
  return {
    ...{ fail, inconclusive, known, warn, info, skip, pass },
    red: isRedCount(counts),
    reasons: [...causesInWords(results, expected, run), ...stale],
    stale,
  };
};
