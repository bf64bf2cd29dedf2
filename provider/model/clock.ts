import type { DeathCause } from './engine.ts';
import type { LoginLabError } from './errors.ts';
import type { BehaviourId } from './ids.ts';
import type { Client, Person } from './people.ts';
import type { TokenInfo } from './token.ts';

/** `'61m'`, `'1d'`, `'90s'`, `'2h30m'`; units d, h, m, s. */
export type Duration = string;

export interface ClockState {
  /** Seconds by which everything already issued was aged. */
  readonly agedSeconds: number;
  /** Seconds by which provider and client are ahead of real time. */
  readonly shiftedSeconds: number;
  /** Clients that follow this world's clock. `shift` requires at least one. */
  readonly followers: readonly string[];
}

/** What `clock.advance` does when no client follows the clock. */
export const UNFOLLOWED = ['age', 'short'] as const;
export type Unfollowed = (typeof UNFOLLOWED)[number];

/**
 * How a world was advanced. `shift`: provider and following clients live later · `age`: the provider's memory is older, no
 * client knows · `short`: nothing is older, the next tokens live short.
 */
export type Motion = 'shift' | Unfollowed;

/** Lifetime of the next tokens after `unfollowed: 'short'`, in seconds, if none is given. */
export const SHORT_LIFETIME_SECONDS = 30;

export interface AdvanceOptions {
  /** The substitute if no client follows the clock. Default: `advance` rejects with `clock-not-held`. */
  readonly unfollowed?: Unfollowed;
  /** Lifetime of the next tokens for `unfollowed: 'short'`. Default 30, at most 86,400. */
  readonly lifetimeSeconds?: number;
}

export interface AdvanceRequest extends AdvanceOptions {
  /** At most 10 years, also in total. */
  readonly by: Duration;
}

/** A client that sent requests to the vendors in this world. The pages that a browser visits are none. */
export interface SeenClient {
  /** Empty if it sent none. */
  readonly userAgent: string;
  /** `node 4711`. Absent if unknown. */
  readonly process?: string;
  /** Ids with which it introduced itself. */
  readonly clientIds: readonly string[];
}

/** A token or session that ended while the world was advanced. */
export interface EndedCredential {
  /** `access-token`, `refresh-token`, a persona's own, or `session`. */
  readonly kind: string;
  /** Id in the list of tokens or sessions. */
  readonly id: string;
  /** Label in the wire log (`access-token#2`). Absent until an exchange contained it. */
  readonly label?: string;
  readonly persona: string;
  readonly person?: string;
  readonly clientId?: string;
  readonly why: DeathCause;
  /** `access-token#1 expired 23 h ago (lifetime 1 h)` */
  readonly says: string;
}

/** What a right client does next: calls the API, refreshes, or redirects the browser to the authorization endpoint. */
export interface RightStep {
  readonly action: 'call' | 'refresh' | 'authorize';
  /** `refresh-token#1 is alive: refresh` */
  readonly rightClient: string;
}

export interface NextStep extends RightStep {
  readonly persona: string;
  readonly clientId: string;
  readonly person: string;
}

export interface AdvanceResult {
  /** Seconds. */
  readonly by: number;
  readonly motion: Motion;
  /** Lifetime of the next tokens. Only after `short`. */
  readonly lifetimeSeconds?: number;
  readonly followers: readonly string[];
  /** Clients seen in the wire log whose clock stayed behind. */
  readonly notFollowing: readonly SeenClient[];
  /** Codes are left out: they live for minutes. */
  readonly died: readonly EndedCredential[];
  /** For each client and person that had tokens. */
  readonly next: readonly NextStep[];
}

/** A substitute that `advance` offers when no client follows the clock. */
export interface AdvanceOffer {
  readonly unfollowed: Unfollowed;
  readonly label: string;
  /** What the provider and the client see. */
  readonly meaning: string;
  /** Body of the call that takes the offer. */
  readonly request: AdvanceRequest;
}

/** Details of a `clock-not-held` error of `advance`. */
export interface AdvanceRefusal {
  readonly notFollowing: readonly SeenClient[];
  readonly offers: readonly AdvanceOffer[];
}

/** Returns the offers in an error of `advance`, in process and over the control API. Undefined for any other error. */
export const advanceRefusalOf = ({ code, details }: LoginLabError): AdvanceRefusal | undefined =>
  code === 'clock-not-held' && Array.isArray(details?.offers) ? (details as unknown as AdvanceRefusal) : undefined;

/** A duration after which something happens at a vendor. */
export interface TimePreset {
  readonly by: Duration;
  readonly label: string;
  /** What ends, in one sentence. */
  readonly effect: string;
}

/** A preset with its persona. */
export interface PersonaPreset extends TimePreset {
  readonly persona: string;
}

/** A token for `nextStep`: with the name that the wire log gives it, or what it is. */
export interface NamedToken extends TokenInfo {
  /** `refresh-token#1`, `the refresh token` */
  readonly name: string;
  /** `expired 23 h ago (lifetime 1 h)`. Absent for a live token. */
  readonly ending?: string;
  /** `23 min`. Absent if it never expires. */
  readonly left?: string;
}

/** What a client has for one person. `nextStep` of a persona says what a right client does with it. */
export interface ClientSituation {
  readonly client: Client;
  readonly person: Person;
  /** The newest access token: a live one, if there is one. */
  readonly access?: NamedToken;
  /** The newest refresh token: a live one, if there is one. */
  readonly refresh?: NamedToken;
  /** Why the vendor would refuse to refresh now, though the refresh token is live. */
  readonly refreshRefused?: string;
  /** Parameters of the authorization request of the newest token. */
  readonly params: Readonly<Record<string, string>>;
  /** The vendor remembers the consent to everything that was granted. */
  readonly consentRemembered: boolean;
  /** The person is signed in at the vendor in some browser. */
  readonly signedIn: boolean;
  /** When the person last completed the vendor's pages, in epoch seconds. Absent if never. */
  readonly lastLoginEpochSeconds?: number;
  readonly nowEpochSeconds: number;
  /** True for a behaviour that is not switched off. */
  isOn(behaviour: BehaviourId): boolean;
}
