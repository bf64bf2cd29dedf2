import type { Because, EndpointName, HeaderList, Suggestion } from '../model/index.ts';

/** What the lab learns of an exchange while it runs. */
export interface ExchangeFacts {
  readonly endpoint?: EndpointName | undefined;
  /** Client id of the calling app. */
  readonly client?: string | undefined;
  /** Key of the person concerned. */
  readonly person?: string | undefined;
  readonly flow?: string | undefined;
  readonly grantType?: string | undefined;
  /** Carries a credential from before the last reset. */
  readonly stale?: boolean | undefined;
  readonly suggestion?: Suggestion | undefined;
  /** Id of a message that was sent; each call adds one. */
  readonly sentMail?: string | undefined;
}

/** A request as it arrived. */
export interface Opening {
  readonly persona: string;
  readonly method: string;
  /** As the client addressed it. */
  readonly url: string;
  /** The same address at the vendor. */
  readonly vendorUrl: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** Process of the client, if known. Not part of the exchange: the log shows what was sent. */
  readonly process?: string | undefined;
}

/** A body as it is kept: whole by reference, or a copy of its first bytes. */
export interface KeptBody {
  readonly content: string | Uint8Array;
  /** Size of the whole body in bytes, when only its beginning was kept. */
  readonly cutFromBytes?: number;
}

interface KeptReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: KeptBody;
}

/** One exchange as it is recorded: references only, nothing parsed. */
export interface WireRecord {
  /** Position by arrival; the id is made from it. */
  readonly number: number;
  readonly opening: Omit<Opening, 'body'>;
  body: KeptBody;
  readonly startedAtEpochMs: number;
  readonly startedAtMs: number;
  /** By how much the world was aged by then. */
  readonly agedSeconds: number;
  /** By how much the world was shifted by then. */
  readonly shiftedSeconds: number;
  /** Position by end, from 1; 0 while the exchange is open. */
  sequence: number;
  durationMs: number;
  reply: KeptReply | undefined;
  endpoint: EndpointName;
  client: string | undefined;
  person: string | undefined;
  flow: string | undefined;
  grantType: string | undefined;
  stale: boolean;
  suggestion?: Suggestion | undefined;
  sentMail?: readonly string[];
  readonly because: Because[];
  readonly faults: string[];
}
