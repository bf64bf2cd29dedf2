import type { Exchange } from '../../provider/model/index.ts';
import type { Finding } from './run-result.ts';
import type { Basis } from './scenario.ts';
import type { Level } from './verdict.ts';

/** What a rule finds. */
export interface Found extends Pick<Finding, 'message' | 'exchanges'> {
  /** Milder than the rule: the traffic does not show that this is a breach. Default: that of the rule. */
  readonly level?: Level;
}

type Look<F> = (exchanges: readonly Exchange[]) => readonly F[];

/** A passive check of recorded traffic, without a scenario. */
export interface Rule {
  /** Equals the name of its file. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly basis: readonly Basis[];
  readonly fix: string;
  /** Finds breaches in revealed traffic, oldest first. */
  readonly look: Look<Required<Found>>;
}

/** Declares a rule. */
export const defineRule = (rule: Omit<Rule, 'look'> & { readonly look: Look<Found> }): Rule => ({
  ...rule,
  look: (exchanges) => rule.look(exchanges).map((found) => ({ level: rule.level, ...found })),
});
