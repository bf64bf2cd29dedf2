import { z } from 'zod';
import { type Exchange, type HarDocument, suggestionSchema, type TrafficFinding, type WirePage } from '../model/index.ts';
import { ENDPOINT_NAMES } from '../personas/declared.ts';
import { count, flag, json, limit } from './shapes.ts';

/** What a world tells of its traffic, as schemas. */

const headers = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly();
const message = { headers, body: z.string().exactOptional(), cutFromBytes: z.number().exactOptional() };

export const exchange = z
  .strictObject({
    id: z.string(),
    sequence: z.number(),
    world: z.string(),
    persona: z.string(),
    endpoint: z.enum(ENDPOINT_NAMES),
    flow: z.string().exactOptional(),
    client: z.string().exactOptional(),
    person: z.string().exactOptional(),
    grantType: z.string().exactOptional(),
    startedAtEpochMs: z.number(),
    durationMs: z.number(),
    agedSeconds: z.number().exactOptional(),
    shiftedSeconds: z.number().exactOptional(),
    request: z.strictObject({ ...message, method: z.string(), url: z.string(), vendorUrl: z.string() }),
    response: z.strictObject({ ...message, status: z.number() }).exactOptional(),
    jwts: z.array(z.strictObject({ where: z.string(), header: json, claims: json })).readonly(),
    because: z.array(z.strictObject({ id: z.string(), why: z.string() })).readonly(),
    faults: z.array(z.string()).readonly(),
    sentMail: z.array(z.string()).readonly().exactOptional().describe('ids of messages; the mailbox has them'),
    stale: z.literal(true).exactOptional(),
    suggestion: suggestionSchema.exactOptional(),
  })
  .meta({ id: 'Exchange' }) satisfies z.ZodType<Exchange>;

export const wirePage = z
  .strictObject({
    exchanges: z.array(exchange).readonly(),
    last: z.number(),
    dropped: z.number(),
  })
  .meta({ id: 'WirePage' }) satisfies z.ZodType<WirePage>;

export const har = z
  .strictObject({
    log: z.strictObject({
      version: z.literal('1.2'),
      creator: z.strictObject({ name: z.string(), version: z.string() }),
      entries: z.array(z.object({}).loose()).readonly(),
    }),
  })
  .meta({ id: 'Har' }) satisfies z.ZodType<HarDocument>;

export const revealQuery = z.strictObject({ reveal: flag.exactOptional() });

export const eventsQuery = z.strictObject({
  after: count.exactOptional().describe('resume after this sequence number; default: only new exchanges'),
  reveal: flag.exactOptional(),
});

export const wireQuery = z.strictObject({
  after: count.exactOptional().describe('only exchanges with a higher sequence number'),
  limit,
  reveal: flag.exactOptional(),
});

export const finding = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    level: z.enum(['MUST', 'SHOULD', 'MAY']),
    message: z.string(),
    fix: z.string(),
    exchanges: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Finding' }) satisfies z.ZodType<TrafficFinding>;
