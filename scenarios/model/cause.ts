import type { Breach } from './breach.ts';
import { COUNTED, type Counted, countedAs, decidingBreaches } from './count.ts';
import type { RunResult, ScenarioResult } from './run-result.ts';
import { SIGN_IN_CHECK_ID } from './sign-in-check.ts';

/** Stands for what differs from run to run: names, addresses, numbers, times. */
const GAP = '…';

/** Longest text of a cause; what follows is a gap. */
const MOST_LETTERS = 200;

type Replacement = readonly [pattern: RegExp, put: (found: string, ...groups: string[]) => string];

/** An HTTP status, none and one say what happened; another number says how often or how long. */
const isTelling = (number: string): boolean => /^(?:[01]|[1-5]\d\d)$/.test(number);

/** What a message says of one run only, in the order in which it is taken out. */
const RANDOM: readonly Replacement[] = [
  // What a page says, after where it was answered: the same failure reads differently on each page.
  [/(\banswered \d{3} at [^\s"]+: )"[^"]*(?:"|$)/g, (_, where = '') => `${where}"${GAP}"`],
  [/\bcanary-[a-z]+/gi, () => GAP],
  // Test users have the family name Example and addresses at example.com.
  [/[\w.+-]+@example\.com/gi, () => GAP],
  [/\b[A-Z][a-z]+ Example\b/g, () => GAP],
  // Port, world and parameters of an address.
  [/(\w+:\/\/[^\s:/?#"]+):\d+/g, (_, origin = '') => `${origin}:${GAP}`],
  [/\/@[\w-]+/g, () => `/@${GAP}`],
  [/[?&#][^\s?#&="]+=[^\s"]*/g, () => GAP],
  [/#\d+/g, () => `#${GAP}`],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+Z?)?/g, () => GAP],
  // Identifiers: long words with digits.
  [/(?<![\w.-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{12,}(?![\w-])/gi, () => GAP],
  [/(?<![\w.#-])\d+(?:\.\d+)?(?= ?(?:ms|s|min|h|d|bytes)\b)/g, () => GAP],
  [/(?<![\w.#-])\d+(?:\.\d+)?(?![\w.]*\w)/g, (number) => (isTelling(number) ? number : GAP)],
];

/** A message without what differs from run to run, on one line: equal for failures of the same cause. */
export const causeOf = (message: string): string => {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  const lasting = RANDOM.reduce((text, [pattern, put]) => text.replaceAll(pattern, put), line);
  const letters = [...lasting];
  return letters.length <= MOST_LETTERS ? lasting : `${letters.slice(0, MOST_LETTERS).join('').trimEnd()}${GAP}`;
};

/** Results of one app that count alike and failed, or were skipped, for the same reason. */
export interface Cause {
  readonly counted: Counted;
  readonly app: ScenarioResult['app'];
  readonly by: Breach['by'] | 'skip';
  /** Id of the check or of the rule; empty where neither says it. */
  readonly id: string;
  /** What should hold, in words; empty for a rule and for a skip. */
  readonly title: string;
  /** The message of the first result, as it was. */
  readonly message: string;
  /** The message without what differs from run to run. */
  readonly cause: string;
  readonly fix?: string;
  /** Names of other rules that are broken in the very same results: two signs of one error. */
  readonly also: readonly string[];
  /** In the order of the run; at least one. */
  readonly results: readonly ScenarioResult[];
}

type Found = Omit<Cause, 'results' | 'app' | 'also'>;

const isFirstCheck = (breach: Breach, place: number, all: readonly Breach[]): boolean =>
  breach.by === 'rule' || all.findIndex(({ by }) => by !== 'rule') === place;

/**
 * Why a result counts as it does: its first deciding check, since later checks often follow from it, and every deciding rule.
 * Empty for what passed or was only observed.
 */
const reasonsOf = (result: ScenarioResult, run: Pick<RunResult, 'strict'>): readonly Found[] => {
  const counted = countedAs(result, run);
  if (counted === 'skip') {
    const message = result.reason ?? 'does not apply to this app';
    return [{ counted, by: 'skip', id: '', title: '', message, cause: causeOf(message) }];
  }
  const once = new Map(
    decidingBreaches(result, run)
      .filter(isFirstCheck)
      .map(({ by, id, title, message, fix = by === 'check' ? result.fix : undefined }): readonly [string, Found] => [
        `${by} ${id} ${causeOf(message)}`,
        { counted, by, id, title, message, cause: causeOf(message), ...(fix === undefined ? {} : { fix }) },
      ]),
  );
  return [...once.values()];
};

/** Without a login nothing else can be judged, so a failed sign-in check comes before everything like it. */
const rankOf = ({ counted, results: [first] }: Cause): number =>
  2 * COUNTED.indexOf(counted) + (first?.scenario === SIGN_IN_CHECK_ID ? 0 : 1);

/** Joins causes that have the very same results: only rules come in addition, and they see the same error. */
const joined = (causes: readonly Cause[], all: readonly ScenarioResult[]): readonly Cause[] => {
  const places = new Map(all.map((result, place) => [result, place]));
  const same = Map.groupBy(causes, ({ counted, results }) => `${counted} ${results.map((result) => places.get(result)).join()}`);
  return [...same.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, also: [...new Set(others.map(({ id }) => id).filter((id) => id !== first.id))] }] : [],
  );
};

/**
 * Groups results by app and root cause, the most urgent first, then the most frequent. A result that breaks two rules is in two
 * groups, unless they have the same results; it is counted once all the same.
 */
export const findCauses = (run: Pick<RunResult, 'results' | 'strict'>): readonly Cause[] => {
  const found = run.results.flatMap((result) => reasonsOf(result, run).map((reason) => ({ reason, result })));
  const groups = Map.groupBy(found, ({ reason: { counted, by, id, cause }, result: { app } }) =>
    JSON.stringify([counted, app.id, by, id, cause]),
  );
  const causes = [...groups.values()].flatMap(([first, ...rest]): Cause[] =>
    first ? [{ ...first.reason, app: first.result.app, also: [], results: [first, ...rest].map(({ result }) => result) }] : [],
  );
  return joined(causes, run.results).toSorted(
    (one, other) => rankOf(one) - rankOf(other) || other.results.length - one.results.length,
  );
};

/** The causes of each result, by the groups of a run. */
export const causesByResult = (causes: readonly Cause[]): ReadonlyMap<ScenarioResult, readonly Cause[]> => {
  const pairs = causes.flatMap((cause) => cause.results.map((result) => ({ result, cause })));
  return new Map([...Map.groupBy(pairs, ({ result }) => result)].map(([result, own]) => [result, own.map(({ cause }) => cause)]));
};
