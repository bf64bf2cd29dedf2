/** A rule violation in the traffic of a world. */
export interface TrafficFinding {
  /** Id of the rule. */
  readonly rule: string;
  readonly title: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly message: string;
  readonly fix: string;
  /** Ids of the exchanges that show it. */
  readonly exchanges: readonly string[];
}
