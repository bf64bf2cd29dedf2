import type { RefusalReason, RegistrationOffer } from './refusal.ts';

/**
 * The lab's own request and reply. Web `Headers` lower-cases, sorts and joins; the spelling, the order
 * and the repetition of headers are part of what a persona imitates, so they stay a list here.
 */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface LabRequest {
  readonly method: string;
  /** The vendor's own address of this request (`https://oauth2.googleapis.com/token`), by whichever way it arrived. */
  readonly url: URL;
  /** Lower-case names; a repeated header is joined with `, ` (`; ` for cookies). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A reply whose body comes bit by bit, for as long as somebody reads it. */
export interface StreamReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly stream: ReadableStream<Uint8Array>;
}

/** A body of JSON, with the vendor's way of writing it: compact when left out. */
export interface JsonBody {
  readonly json: unknown;
  readonly write?: (json: unknown) => string;
}

/** What is answered. Its bytes are made as it goes out, at one place. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | JsonBody;
  /** Set on a refusal that a registration would put right. */
  readonly refusal?: RefusalReason;
  /** The body once more, with an offer of the lab's own in it; absent where nobody would read one. */
  readonly withOffer?: (offer: RegistrationOffer) => string;
}

/** A reply as it goes out. */
export interface WrittenReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
}

/** The JSON of a body; undefined for any other. */
export const jsonBodyOf = ({ body }: Pick<Reply, 'body'>): JsonBody | undefined =>
  typeof body === 'object' && 'json' in body ? body : undefined;

/** The text or the bytes of a body. */
export const writeBody = (body: Reply['body']): string | Uint8Array => {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return body.write ? body.write(body.json) : JSON.stringify(body.json);
};
