/**
 * `loginlab/vitest`: scenarios of the catalogue as tests of Vitest, one for each app, scenario and variant.
 *
 * @example
 * import { describeLogins } from 'loginlab/vitest';
 * import config from './loginlab.config.ts';
 *
 * describeLogins(config, { configDir: import.meta.dirname, scenarios: ['login', 'refresh/single-flight'] });
 */
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ConfigInput,
  configSchema,
  type RunResult,
  type ScenarioResult,
  SIGN_IN_CHECK_ID,
} from '../scenarios/model/index.ts';
import { type PlannedResult, planRun, type RunOptions, reasonsOf, run, staleEntries } from '../scenarios/runner/index.ts';

/** As for `loginlab run`; without `scenarios` and `suite` it is the suite `ci`. */
export type LoginOptions = Omit<RunOptions, 'config' | 'onEvent' | 'signal' | 'shard'>;

/** Longest time that one test waits for its result. */
const PATIENCE_MS = 300_000;

const nameOf = ({ app, persona, scenario, variant }: PlannedResult): string =>
  `${scenario}${variant === undefined ? '' : `:${variant}`} · ${app} · ${persona}`;

const plannedOf = ({ app, persona, scenario, variant }: ScenarioResult): PlannedResult => ({
  ...{ app: app.id, persona, scenario },
  ...(variant === undefined ? {} : { variant }),
});

/** The message of a failed test: reason, failed checks with what was found, fix, reproduce command. */
const tell = (result: ScenarioResult, reasons: readonly string[]): string => {
  const bad = result.checks.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info');
  const fixes = new Set([...result.checks, ...result.findings].flatMap(({ fix = [] }) => fix));
  return [
    ...reasons,
    ...bad.map(({ id, title, message = '' }) => `- ${id}: ${title}\n  ${message}`),
    ...[...fixes].map((fix) => `fix: ${fix}`),
    `reproduce: ${result.reproduce}`,
  ].join('\n');
};

/** Results as they come in. */
class Results {
  readonly #awaited = new Map<string, PromiseWithResolvers<ScenarioResult>>();

  of(planned: PlannedResult): PromiseWithResolvers<ScenarioResult> {
    const name = nameOf(planned);
    const awaited = this.#awaited.get(name) ?? Promise.withResolvers<ScenarioResult>();
    this.#awaited.set(name, awaited);
    return awaited;
  }

  /** Rejects those who still wait for a result. */
  end(why: unknown): void {
    for (const { promise, reject } of this.#awaited.values()) {
      promise.catch(() => undefined);
      reject(why);
    }
  }
}

/** Runs the planned results; of a selection of tests, only those. Resolves when every app has stopped, with the run if there was one. */
const drive = async (
  options: RunOptions,
  planned: readonly PlannedResult[],
  results: Results,
): Promise<RunResult | undefined> => {
  if (planned.length === 0) return undefined;
  const scenarios = planned.map(({ scenario, variant }) => (variant === undefined ? scenario : `${scenario}:${variant}`));
  const apps = planned.map(({ app }) => app);
  const { suite: _, ...rest } = options;
  const onEvent: RunOptions['onEvent'] = (event) => {
    if (event.type === 'result') results.of(plannedOf(event.result)).resolve(event.result);
  };
  try {
    const ended = await run({ ...rest, apps: [...new Set(apps)], scenarios: [...new Set(scenarios)], onEvent });
    results.end(new Error('the run ended before this result'));
    return ended;
  } catch (error) {
    results.end(error);
    return undefined;
  }
};

/** What is wrong with the apps themselves: the checks before the scenarios that failed, and apps of which nothing was judged. */
const wrongApps = (
  ended: RunResult,
  { expected = [], strict = false, allowUnjudged = false }: LoginOptions,
): readonly string[] => [
  ...ended.results
    .filter(({ scenario }) => scenario === SIGN_IN_CHECK_ID)
    .filter((result) => reasonsOf(result, expected, strict).length > 0)
    .map((result) => tell(result, [])),
  ...(allowUnjudged ? [] : (ended.unjudged ?? []).map(({ app, reason }) => `Nothing was judged of ${app}: ${reason}.`)),
];

const selectedOf = (plan: readonly PlannedResult[], tasks: readonly { name: string; mode: string }[]) => {
  const selected = new Set(tasks.filter(({ mode }) => mode !== 'skip').map(({ name }) => name));
  return plan.filter((each) => selected.has(nameOf(each)));
};

/**
 * Registers a test for each app, scenario and variant of a config, one for the apps themselves, and one for the list of
 * expectations where there is one.
 * The apps start with the first test and stop after the last. Throws `unknown-id` for unknown names, and `usage` for a selection that is empty.
 */
export const describeLogins = (config: ConfigInput, options: LoginOptions): void => {
  const all: RunOptions = { ...options, config: configSchema.parse(config) };
  const { expected = [], strict = false } = options;
  const plan = planRun(all);
  describe('logins', () => {
    const results = new Results();
    const seen: ScenarioResult[] = [];
    let driven: Promise<RunResult | undefined> | undefined;
    afterAll(() => driven);
    for (const planned of plan) {
      test(nameOf(planned), { timeout: PATIENCE_MS }, async ({ skip, task }) => {
        driven ??= drive(all, selectedOf(plan, task.suite?.tasks ?? []), results);
        const result = await results.of(planned).promise;
        seen.push(result);
        const reasons = reasonsOf(result, expected, strict);
        if (result.verdict === 'skip' && reasons.length === 0) skip(result.reason);
        expect(reasons.length, tell(result, reasons)).toBe(0);
      });
    }
    test('every app signs people in, and something of it is judged', { timeout: PATIENCE_MS }, async () => {
      const ended = await driven;
      const wrong = ended ? wrongApps(ended, options) : [];
      expect(wrong.length, wrong.join('\n')).toBe(0);
    });
    if (expected.length > 0) {
      test('every entry of the list of expectations still holds', () => {
        expect(staleEntries(expected, seen)).toEqual([]);
      });
    }
  });
};
