import type { DeathCause } from './engine.ts';
import type { Exchange } from './exchange.ts';
import type { PersonaId } from './ids.ts';

export type TokenKind = 'access-token' | 'refresh-token' | 'code';

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
  readonly expiresAtEpochSeconds: number;
  /** Set for the dead: why, and since when. */
  readonly died?: { readonly why: DeathCause; readonly atEpochSeconds: number };
  /** The token itself, when it was asked for with `reveal`. */
  readonly value?: string;
}

/** A consent: what a person allowed an app, or the group of apps that the vendor remembers consents by. */
export interface GrantInfo {
  readonly persona: string;
  readonly person?: string;
  readonly sub: string;
  /** What the vendor remembers it by (project, client). */
  readonly key: string;
  /** Registered clients that it covers. */
  readonly clientIds: readonly string[];
  readonly scopes: readonly string[];
  readonly grantedAtEpochSeconds: number;
}

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

/** A published signing key. Only the current one signs; the previous one is still there, the next one already. */
export interface KeyInfo {
  readonly kid: string;
  readonly state: 'previous' | 'current' | 'next';
  /** The public half. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** What happens to a wire log, as it happens. */
export type WireEvent =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** So many exchanges fell out of the ring before they were read. */
  | { readonly kind: 'gap'; readonly lost: number }
  /** The log was emptied. */
  | { readonly kind: 'reset' };

/** What a rule found wrong in the traffic of a world. */
export interface TrafficFinding {
  /** Id of the rule. */
  readonly rule: string;
  readonly title: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly message: string;
  readonly fix: string;
  /** Ids of the exchanges that show it. */
  readonly exchanges: readonly string[];
}

/** A HAR 1.2 document. What HAR has no member for goes under `_flow`, `_because` and the like. */
export interface HarDocument {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly Readonly<Record<string, unknown>>[];
  };
}

/** Only what fits all the given members. */
export interface OwnerFilter {
  readonly persona?: PersonaId;
  /** Key, subject or e-mail. */
  readonly person?: string;
}
