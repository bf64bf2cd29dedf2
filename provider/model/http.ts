import type { Gap } from './gap.ts';
import type { RefusalReason, RegistrationOffer } from './refusal.ts';

/**
 * The lab's own request and reply. Web `Headers` lower-cases, sorts and joins; the spelling, the order
 * and the repetition of headers are part of what a persona imitates, so they stay a list here.
 */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface LabRequest {
  readonly method: string;
  /** The vendor's own URL of this request (`https://oauth2.googleapis.com/token`), also if it arrived at a local address. */
  readonly url: URL;
  /** Lower-case names; a repeated header is joined with `, ` (`; ` for cookies). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A reply with a streamed body. */
export interface StreamReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly stream: ReadableStream<Uint8Array>;
}

/** A JSON body with the vendor's serializer. Default: compact JSON. */
export interface JsonBody {
  readonly json: unknown;
  readonly write?: (json: unknown) => string;
}

/** A reply before serialization. `serialise` makes its bytes when it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | JsonBody;
  /** Set on a refusal that a registration would fix. */
  readonly refusal?: RefusalReason;
  /** Set where the lab answers in its own name, because it does not serve what was asked. */
  readonly gap?: Gap;
  /** Renders the body with a registration offer of the lab. Absent if no person reads the reply. */
  readonly withOffer?: (offer: RegistrationOffer) => string;
}

/** A serialized reply. */
export interface WrittenReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
}

/** Returns the JSON of a body, or undefined for any other body. */
export const jsonBodyOf = ({ body }: Pick<Reply, 'body'>): JsonBody | undefined =>
  typeof body === 'object' && 'json' in body ? body : undefined;

/** Returns the text or bytes of a body. */
export const writeBody = (body: Reply['body']): string | Uint8Array => {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return body.write ? body.write(body.json) : JSON.stringify(body.json);
};
