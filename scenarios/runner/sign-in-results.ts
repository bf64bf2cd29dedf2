import { type Expectation, type ScenarioResult, SIGN_IN_CHECK_ID } from '../model/index.ts';
import { isAbout, withExpectation } from './expectations.ts';
import type { PackedOutcome } from './outcome.ts';
import type { Unit } from './plan.ts';

const placeOf = (app: string, persona: string): string => `${app} ${persona}`;

/**
 * The results of the checks that come before the scenarios: one for each app and persona, however many instances of the app
 * there are. A check that passed is a result only if expected.json names it, so that a stale entry is noticed.
 */
export class SignInResults {
  readonly #expected: readonly Expectation[];
  readonly #outcomes = new Map<string, PackedOutcome>();

  constructor(expected: readonly Expectation[]) {
    this.#expected = expected;
  }

  get size(): number {
    return this.#outcomes.size;
  }

  /** Keeps the outcome of one instance. Returns it with its expectation if it is a new result, or worse than an earlier one. */
  add({ result, exchanges }: PackedOutcome): PackedOutcome | undefined {
    const place = placeOf(result.app.id, result.persona);
    const isWanted = result.verdict === 'fail' || this.#isNamed(result);
    const known = this.#outcomes.get(place)?.result.verdict;
    if (!isWanted || known === 'fail' || known === result.verdict) return undefined;
    const outcome = { result: withExpectation(this.#expected, result), exchanges };
    this.#outcomes.set(place, outcome);
    return outcome;
  }

  /** The outcomes of the units, in the order of the plan, those of these checks before the first of each app. */
  before(units: readonly Unit[], outcomeOf: (unit: Unit) => PackedOutcome | undefined): readonly PackedOutcome[] {
    const apps = Map.groupBy(units, ({ app }) => app);
    return [...apps].flatMap(([app, own]) => [
      ...app.personas.flatMap((persona) => this.#outcomes.get(placeOf(app.id, persona)) ?? []),
      ...own.flatMap((unit) => outcomeOf(unit) ?? []),
    ]);
  }

  #isNamed(result: ScenarioResult): boolean {
    return this.#expected.some((entry) => entry.scenario === SIGN_IN_CHECK_ID && isAbout(entry, result));
  }
}
