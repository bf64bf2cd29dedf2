/** A published signing key. Only the current one signs; the previous one is still there, the next one already. */
export interface KeyInfo {
  readonly kid: string;
  readonly state: 'previous' | 'current' | 'next';
  /** The public half. */
  readonly jwk: Readonly<Record<string, unknown>>;
}
