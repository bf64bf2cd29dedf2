import type { EndpointName } from './endpoint.ts';
import type { HeaderList } from './http.ts';
import type { Suggestion } from './suggestion.ts';

/** Why the lab answered as it did: the behaviour (or fault) that spoke, in a sentence about this very exchange. */
export interface Because {
  readonly id: string;
  readonly why: string;
}

/** A JWT seen in an exchange, decoded. */
export interface SeenJwt {
  /** `response.id_token`, `request.authorization` … */
  readonly where: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface Message {
  readonly headers: HeaderList;
  /** Text of the body, cut at 64 KiB; absent when empty. */
  readonly body?: string;
  /** Size of the whole body in bytes, when it was cut. */
  readonly cutFromBytes?: number;
}

/** One HTTP request and its answer as the lab saw them. Secrets are ordinals (`access-token#2`) unless revealed on purpose. */
export interface Exchange {
  /** `x17`; unique in its world's life. */
  readonly id: string;
  readonly sequence: number;
  readonly world: string;
  readonly persona: string;
  readonly endpoint: EndpointName;
  /** The login that this exchange belongs to: authorize, its pages, code exchange, refreshes and API calls share one. */
  readonly flow?: string;
  /** Client id of the calling app, where the exchange tells. */
  readonly client?: string;
  /** Key of the person concerned, where the exchange tells. */
  readonly person?: string;
  readonly grantType?: string;
  readonly startedAtEpochMs: number;
  readonly durationMs: number;
  /** By how much the world was aged by then; absent while it was not. */
  readonly agedSeconds?: number;
  /** `url` as the client addressed it, `path` at the vendor. */
  readonly request: Message & { readonly method: string; readonly url: string; readonly vendorUrl: string };
  /** Absent when the connection was dropped before an answer. */
  readonly response?: Message & { readonly status: number };
  readonly jwts: readonly SeenJwt[];
  readonly because: readonly Because[];
  /** Ids of the faults that struck. */
  readonly faults: readonly string[];
  /** Ids of the messages that were sent on the way; the mailbox has them. */
  readonly sentMail?: readonly string[];
  /** Carries a credential from before the last reset: logged, not judged. */
  readonly stale?: true;
  /** What would make known the client, or the redirect URI, that was refused. */
  readonly suggestion?: Suggestion;
}

/** One page of the wire log. */
export interface WirePage {
  readonly exchanges: readonly Exchange[];
  /** Highest sequence number so far; pass it as `after` to read on. */
  readonly last: number;
  /** Exchanges that fell out of the ring. */
  readonly dropped: number;
}
