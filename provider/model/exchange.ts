import type { EndpointName } from './endpoint.ts';
import type { HeaderList } from './http.ts';
import type { Suggestion } from './suggestion.ts';

/** Why the lab answered this way: the id of a behaviour or fault, and a sentence about this exchange. */
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
  /** Text of the body, truncated at 64 KiB. Absent if empty. */
  readonly body?: string;
  /** Size of the whole body in bytes, if it was truncated. */
  readonly cutFromBytes?: number;
}

/** One HTTP request and its response as the lab saw them. Secrets are ordinals (`access-token#2`) unless revealed. */
export interface Exchange {
  /** `x17`. Unique in its world. */
  readonly id: string;
  readonly sequence: number;
  readonly world: string;
  readonly persona: string;
  readonly endpoint: EndpointName;
  /** The login of this exchange. Authorization, its pages, code exchange, refreshes and API calls share one. */
  readonly flow?: string;
  /** Client id of the calling app. Absent if unknown. */
  readonly client?: string;
  /** Key of the person. Absent if unknown. */
  readonly person?: string;
  readonly grantType?: string;
  readonly startedAtEpochMs: number;
  readonly durationMs: number;
  /** Age of the world at that time. Absent if the world was not aged. */
  readonly agedSeconds?: number;
  /** Shift of the world at that time. Absent if the world was not shifted. */
  readonly shiftedSeconds?: number;
  /** `url` as the client addressed it, `path` at the vendor. */
  readonly request: Message & { readonly method: string; readonly url: string; readonly vendorUrl: string };
  /** Absent if the connection was dropped before a response. */
  readonly response?: Message & { readonly status: number };
  readonly jwts: readonly SeenJwt[];
  readonly because: readonly Because[];
  /** Ids of the faults that were applied. */
  readonly faults: readonly string[];
  /** Ids of the messages in the mailbox that this exchange sent. */
  readonly sentMail?: readonly string[];
  /** Carries a credential from before the last reset. Rules ignore the exchange. */
  readonly stale?: true;
  /** The registration that would add the refused client or redirect URI. */
  readonly suggestion?: Suggestion;
}

/** One page of the wire log. */
export interface WirePage {
  readonly exchanges: readonly Exchange[];
  /** Highest sequence number so far. Pass it as `after` to read what comes next. */
  readonly last: number;
  /** Number of exchanges that were removed because the log was full. */
  readonly dropped: number;
}
