import type { Exchange } from '../../provider/model/index.ts';
import { brokenVerdict, type CheckResult, type Checks, type Level } from '../model/index.ts';

/** Ends a leg early: it does not apply, or cannot be judged. */
export class LegEnd extends Error {
  override readonly name = 'LegEnd';
  readonly verdict: 'skip' | 'inconclusive';
  constructor(verdict: 'skip' | 'inconclusive', reason: string) {
    super(reason);
    this.verdict = verdict;
  }
}

const behavioursOf = (evidence: readonly Exchange[]): string[] => [
  ...new Set(evidence.flatMap(({ because }) => because.map(({ id }) => id))),
];

/** Collects the checks of one leg. `nameOf` maps the id of an exchange to its id in the report. */
export class CheckBook implements Checks {
  readonly #results: CheckResult[] = [];
  readonly #nameOf: (exchange: Exchange) => string;

  constructor(nameOf: (exchange: Exchange) => string) {
    this.#nameOf = nameOf;
  }

  get results(): readonly CheckResult[] {
    return this.#results;
  }

  must(id: string, title: string, holds: boolean, found: string, evidence: readonly Exchange[] = []): void {
    this.#add('MUST', id, title, holds, found, evidence);
  }

  should(id: string, title: string, holds: boolean, found: string, evidence: readonly Exchange[] = []): void {
    this.#add('SHOULD', id, title, holds, found, evidence);
  }

  may(id: string, title: string, holds: boolean, found: string, evidence: readonly Exchange[] = []): void {
    this.#add('MAY', id, title, holds, found, evidence);
  }

  info(id: string, title: string, found: string, evidence: readonly Exchange[] = []): void {
    this.#keep({ id, title, level: 'MAY', verdict: 'info', message: found }, evidence);
  }

  skip(reason: string): never {
    throw new LegEnd('skip', reason);
  }

  inconclusive(reason: string): never {
    throw new LegEnd('inconclusive', reason);
  }

  #add(level: Level, id: string, title: string, holds: boolean, found: string, evidence: readonly Exchange[]): void {
    const verdict = holds ? 'pass' : brokenVerdict[level];
    this.#keep({ id, title, level, verdict, ...(holds ? {} : { message: found }) }, evidence);
  }

  #keep(check: Omit<CheckResult, 'exchanges' | 'behaviours'>, evidence: readonly Exchange[]): void {
    if (this.#results.some(({ id }) => id === check.id))
      throw new Error(`the check "${check.id}" was recorded twice in one leg; ids are unique in a scenario`);
    this.#results.push({ ...check, exchanges: evidence.map(this.#nameOf), behaviours: behavioursOf(evidence) });
  }
}
