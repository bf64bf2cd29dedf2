import { z } from 'zod';
import { ENDPOINT_NAMES } from '../personas/declared.ts';

/** A member that may be left out; some tools write `null` for that. */
const maybe = <T extends z.ZodType>(member: T) => member.nullish().transform((value) => value ?? undefined);
const list = <T extends z.ZodType>(member: T) =>
  z
    .array(member)
    .nullish()
    .transform((members) => members ?? []);

/** A member that an exchange is whole without: as if it were left out where it cannot be read. */
const spare = <T extends z.ZodType>(member: T) => maybe(member).catch(undefined);

/** Some tools write `null` for an empty text, and numbers as they are. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? '' : String(value)));

/** Some tools write numbers as text, and some of those with a unit: `12 ms`. */
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*\d/)
    .transform(Number.parseFloat),
]);

/** Status of an answer: `200`, `"200"`, `"200 OK"`. 0: no answer came. */
const status = z
  .union(
    [
      z.number().int(),
      z
        .string()
        .regex(/^\s*\d{1,3}\b/)
        .transform((read) => Number.parseInt(read, 10)),
    ],
    { error: 'expected a status such as 200' },
  )
  .nullish()
  .transform((value) => value ?? 0);

/** In milliseconds. What is no time in one tool's eyes is often one in another's. */
const time = z
  .union([z.string().transform(Date.parse), z.number()])
  .transform((at) => (Number.isNaN(new Date(at).getTime()) ? undefined : at));

/** Headers and parameters; one without a name is none. */
const pairs = list(z.object({ name: text, value: text }).nullable()).transform((all) =>
  all.flatMap((pair) => (pair === null || pair.name === '' ? [] : [pair])),
);

const message = { headers: pairs, _cutFromBytes: spare(z.number().int()) };

const request = z.object({
  ...message,
  method: z.string(),
  url: z.string(),
  postData: maybe(z.object({ text: maybe(text), encoding: spare(z.string()), params: pairs })),
  _vendorUrl: spare(z.string()),
});

const response = z.object({
  ...message,
  status,
  content: maybe(z.object({ text: maybe(text), encoding: spare(z.string()) })),
});

const facts = z.record(z.string(), z.unknown());

/** One entry of a HAR, as tools write it. */
export const harEntrySchema = z.object({
  startedDateTime: spare(time),
  time: spare(number),
  request,
  response: maybe(response),
  _id: spare(z.string()),
  _sequence: spare(z.number().int()),
  _world: spare(z.string()),
  _persona: spare(z.string()),
  _endpoint: spare(z.enum(ENDPOINT_NAMES)),
  _flow: spare(z.string()),
  _client: spare(z.string()),
  _person: spare(z.string()),
  _grantType: spare(z.string()),
  _jwts: spare(z.array(z.object({ where: z.string(), header: facts, claims: facts }))),
  _because: spare(z.array(z.object({ id: z.string(), why: z.string() }))),
  _faults: spare(z.array(z.string())),
  _sentMail: spare(z.array(z.string())),
  _stale: spare(z.literal(true)),
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
