import type { DeathCause } from './engine.ts';

/** A kind of credential that a world remembers, as the wire log names it: `access-token`, `refresh-token`, `code`, or a persona's own. */
export type TokenKind = string;

/** A token or code that a world remembers, dead or alive. */
export interface TokenInfo {
  /** Names the token without giving it away; the same as long as the world remembers it. */
  readonly id: string;
  /** What the wire log shows in its place (`access-token#2`); absent until an exchange carried it. */
  readonly label?: string;
  readonly kind: TokenKind;
  readonly persona: string;
  /** Key of the person; absent when nobody of this subject is in the world any more. */
  readonly person?: string;
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The login that it came from. */
  readonly flow?: string;
  readonly issuedAtEpochSeconds: number;
  /** Absent for one that never expires. */
  readonly expiresAtEpochSeconds?: number;
  /** Set for the dead: why, and since when. */
  readonly died?: { readonly why: DeathCause; readonly atEpochSeconds: number };
  /** The token itself, when it was asked for with `reveal`. */
  readonly value?: string;
}
