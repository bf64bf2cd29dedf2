/** A signed-in account at a persona. */
export interface SessionInfo {
  /** Id of the session. It does not reveal the cookie. */
  readonly id: string;
  readonly persona: string;
  readonly person?: string;
  readonly sub: string;
  /** The same for all sessions of one browser. Absent if no browser has the session. */
  readonly browser?: string;
  readonly signedInAtEpochSeconds: number;
  readonly expiresAtEpochSeconds: number;
}
