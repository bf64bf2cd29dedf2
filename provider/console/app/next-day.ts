import type { SessionInfo, TokenInfo } from '../../model/index.ts';

/** Tokens and sessions of a world at one moment. */
export interface WorldState {
  readonly agedSeconds: number;
  readonly tokens: readonly TokenInfo[];
  readonly sessions: readonly SessionInfo[];
}

/** What changed in a world while it was aged. */
export interface NextDay {
  readonly passedSeconds: number;
  readonly died: readonly TokenInfo[];
  readonly living: readonly TokenInfo[];
  readonly endedSessions: readonly SessionInfo[];
  readonly sessions: readonly SessionInfo[];
}

const without = <T extends { readonly id: string }>(all: readonly T[], some: readonly T[]): readonly T[] =>
  all.filter(({ id }) => !some.some((other) => other.id === id));

/** Compares before and after. Codes are left out: they expire after minutes. */
export const compareNextDay = (earlier: WorldState, later: WorldState): NextDay => {
  const [before, after] = [earlier, later].map(({ tokens }) => tokens.filter(({ kind }) => kind !== 'code'));
  const lived = (before ?? []).filter(({ died }) => !died);
  return {
    passedSeconds: later.agedSeconds - earlier.agedSeconds,
    died: (after ?? []).filter(({ id, died }) => died && lived.some((token) => token.id === id)),
    living: (after ?? []).filter(({ died }) => !died),
    endedSessions: without(earlier.sessions, later.sessions),
    sessions: later.sessions,
  };
};
