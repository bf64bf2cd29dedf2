/** An account that is signed in at a persona. */
export interface SessionInfo {
  /** Names the session without giving it away. */
  readonly id: string;
  readonly persona: string;
  readonly person?: string;
  readonly sub: string;
  /** Sessions of one browser have the same; absent for one that no browser holds. */
  readonly browser?: string;
  readonly signedInAtEpochSeconds: number;
  readonly expiresAtEpochSeconds: number;
}
