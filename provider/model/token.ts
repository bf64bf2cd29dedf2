import type { DeathCause } from './engine.ts';

/** A kind of credential with a name in the wire log: `access-token`, `refresh-token`, `code`, or a persona's own. */
export type TokenKind = string;

/** A token or code in a world, live or ended. */
export interface TokenInfo {
  /** Id of the token. It does not reveal the value, and does not change. */
  readonly id: string;
  /** Label in the wire log (`access-token#2`). Absent until an exchange contained the token. */
  readonly label?: string;
  readonly kind: TokenKind;
  readonly persona: string;
  /** Key of the person. Absent if the person was removed. */
  readonly person?: string;
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The login that issued it. */
  readonly flow?: string;
  readonly issuedAtEpochSeconds: number;
  /** Absent if it never expires. */
  readonly expiresAtEpochSeconds?: number;
  /** When a code was exchanged, or a refresh token that is replaced with each use was first used. */
  readonly usedAtEpochSeconds?: number;
  /** Id of the refresh token that this one replaced. */
  readonly replaces?: string;
  /** Why and when it ended. Absent for a live token. */
  readonly died?: { readonly why: DeathCause; readonly atEpochSeconds: number };
  /** The token itself. Present only with `reveal`. */
  readonly value?: string;
}
