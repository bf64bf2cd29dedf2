import type { TrafficFinding } from '../../model/index.ts';

/** The findings that an exchange shows. `isWhole`: the exchange is the last that shows it, and shows all of it. */
export interface FindingAt {
  readonly finding: TrafficFinding;
  readonly isWhole: boolean;
}

/** The findings of an exchange. */
export const findingsAt = (findings: readonly TrafficFinding[], exchange: string): readonly FindingAt[] =>
  findings
    .filter(({ exchanges }) => exchanges.includes(exchange))
    .map((finding) => ({ finding, isWhole: finding.exchanges.at(-1) === exchange }));

/** `no findings`, `1 finding`, `2 findings`; what is read from a lab without rules. */
export const countFindings = (findings: readonly TrafficFinding[] | undefined): string => {
  if (findings === undefined) return 'no rules in this lab';
  if (findings.length === 0) return 'no findings';
  return `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
};

/** How a finding is marked, by the level of its rule. */
export const markOf = ({ level }: TrafficFinding): 'fail' | 'warn' | 'info' =>
  (({ MUST: 'fail', SHOULD: 'warn', MAY: 'info' }) as const)[level];
