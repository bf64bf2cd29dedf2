import { z } from 'zod';
import { ENDPOINT_NAMES } from '../personas/declared.ts';

/** A member that may be left out; some tools write `null` for that. */
const maybe = <T extends z.ZodType>(member: T) => member.nullish().transform((value) => value ?? undefined);
const list = <T extends z.ZodType>(member: T) =>
  z
    .array(member)
    .nullish()
    .transform((members) => members ?? []);

const message = { headers: list(z.object({ name: z.string(), value: z.string() })), _cutFromBytes: maybe(z.number().int()) };

const request = z.object({
  ...message,
  method: z.string(),
  url: z.string(),
  postData: maybe(
    z.object({
      text: maybe(z.string()),
      encoding: maybe(z.string()),
      params: list(z.object({ name: z.string(), value: z.string().default('') })),
    }),
  ),
  _vendorUrl: maybe(z.string()),
});

const response = z.object({
  ...message,
  status: z.number().int(),
  content: maybe(z.object({ text: maybe(z.string()), encoding: maybe(z.string()) })),
});

const facts = z.record(z.string(), z.unknown());

/** One entry of a HAR, as tools write it. */
export const harEntrySchema = z.object({
  startedDateTime: maybe(z.iso.datetime({ offset: true, local: true })),
  time: maybe(z.number()),
  request,
  response: maybe(response),
  _id: maybe(z.string()),
  _sequence: maybe(z.number().int()),
  _world: maybe(z.string()),
  _persona: maybe(z.string()),
  _endpoint: maybe(z.enum(ENDPOINT_NAMES)),
  _flow: maybe(z.string()),
  _client: maybe(z.string()),
  _person: maybe(z.string()),
  _grantType: maybe(z.string()),
  _jwts: maybe(z.array(z.object({ where: z.string(), header: facts, claims: facts }))),
  _because: list(z.object({ id: z.string(), why: z.string() })),
  _faults: list(z.string()),
  _sentMail: maybe(z.array(z.string())),
  _stale: maybe(z.literal(true)),
});

/** Of HAR 1.2, what an exchange is made from, and our members with a leading underscore. What else there is goes unread. */
export const harSchema = z.object({ log: z.object({ entries: z.array(harEntrySchema) }) });

/** One entry of a HAR as it was read. */
export type ReadEntry = z.output<typeof harEntrySchema>;

export interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** One entry of a HAR as we write it. */
export type HarEntry = {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly HarPair[];
    readonly headers: readonly HarPair[];
    readonly queryString: readonly HarPair[];
    readonly postData?: { readonly mimeType: string; readonly text: string };
    readonly headersSize: number;
    readonly bodySize: number;
    readonly _vendorUrl: string;
    readonly _cutFromBytes?: number;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly HarPair[];
    readonly headers: readonly HarPair[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
    readonly _cutFromBytes?: number;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly [ours: `_${string}`]: unknown;
};

/** A HAR 1.2 document. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}
