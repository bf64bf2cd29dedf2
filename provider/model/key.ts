/** A published signing key. Only the current one signs. The previous and the next one are published too. */
export interface KeyInfo {
  readonly kid: string;
  readonly state: 'previous' | 'current' | 'next';
  /** The public key. */
  readonly jwk: Readonly<Record<string, unknown>>;
}
