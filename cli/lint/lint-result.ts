import type { Basis, Level, Verdict } from '../../scenarios/model/index.ts';

/** One request that shows a finding. */
export interface Place {
  /** Where it stands in its file: `log.entries[3]`; in a lab: the id of the exchange. */
  readonly at: string;
  readonly method: string;
  /** Without its query: that is where secrets are. */
  readonly url: string;
  /** 0: no answer. */
  readonly status: number;
}

export interface LintFinding {
  readonly rule: string;
  readonly title: string;
  readonly level: Level;
  readonly verdict: Verdict;
  readonly message: string;
  readonly fix: string;
  readonly basis: readonly Basis[];
  readonly places: readonly Place[];
}

/** What was found in one recording, or in the traffic of a lab. */
export interface LintedSource {
  /** File as it was named, or address of the lab. */
  readonly source: string;
  /** The tool that recorded it; empty if it does not say. */
  readonly creator: string;
  readonly entries: number;
  /** Entries that belong to a login. */
  readonly judged: number;
  /** Everything else: other hosts, pictures, WebSockets. */
  readonly ignored: number;
  /** Entries that are no exchange, with the member that is wrong; those are not judged either. */
  readonly unreadable: readonly string[];
  readonly findings: readonly LintFinding[];
}

export interface LintResult {
  readonly tool: { readonly name: 'loginlab'; readonly version: string };
  readonly rules: number;
  readonly sources: readonly LintedSource[];
}

/** How many findings of each level. */
export const countLevels = ({ sources }: Pick<LintResult, 'sources'>): Readonly<Record<Level, number>> => {
  const count = { MUST: 0, SHOULD: 0, MAY: 0 };
  for (const { findings } of sources) for (const { level } of findings) count[level] += 1;
  return count;
};
