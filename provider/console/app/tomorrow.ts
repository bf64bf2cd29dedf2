import type { SessionInfo, TokenInfo } from '../../model/index.ts';

/** What lives in a world at one moment. */
export interface Living {
  readonly agedSeconds: number;
  readonly tokens: readonly TokenInfo[];
  readonly sessions: readonly SessionInfo[];
}

/** What a night did to it. */
export interface Morning {
  readonly passedSeconds: number;
  readonly died: readonly TokenInfo[];
  readonly living: readonly TokenInfo[];
  readonly endedSessions: readonly SessionInfo[];
  readonly sessions: readonly SessionInfo[];
}

const without = <T extends { readonly id: string }>(all: readonly T[], some: readonly T[]): readonly T[] =>
  all.filter(({ id }) => !some.some((other) => other.id === id));

/** Compares before and after. Codes are left out: they live for minutes, and nobody waits for one. */
export const readMorning = (evening: Living, morning: Living): Morning => {
  const [before, after] = [evening, morning].map(({ tokens }) => tokens.filter(({ kind }) => kind !== 'code'));
  const lived = (before ?? []).filter(({ died }) => !died);
  return {
    passedSeconds: morning.agedSeconds - evening.agedSeconds,
    died: (after ?? []).filter(({ id, died }) => died && lived.some((token) => token.id === id)),
    living: (after ?? []).filter(({ died }) => !died),
    endedSessions: without(evening.sessions, morning.sessions),
    sessions: morning.sessions,
  };
};
