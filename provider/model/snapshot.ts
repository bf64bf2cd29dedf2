import { z } from 'zod';
import type { RowKind } from './credential.ts';
import { DEATH_CAUSES } from './engine.ts';
import type { faultSchemaFor } from './fault.ts';

/** Maximum number of rows of one kind in a world. */
export const ROWS_LIMIT = 10_000;

/** Most bytes of a snapshot that is restored over HTTP: one of a world that is full fits. */
export const SNAPSHOT_LIMIT_BYTES = 64 * 1024 * 1024;
/** Most characters of a name, an e-mail address and the like. */
export const TEXT_LIMIT = 4096;
/** Most clients that follow a clock by declaration, and most characters of the name of one. */
export const FOLLOWERS_LIMIT = 1000;
export const FOLLOWER_NAME_LIMIT = 256;
/** Longest lifetime that is set for all tokens, in seconds. */
export const SHORT_LIFETIME_LIMIT = 86_400;

const count = z.number().int().min(0);
const text = z.string().max(TEXT_LIMIT);
const epochSeconds = z.number();

/** The id of a token's row is the token itself, and a JWT may be as long as a header. */
const rowId = z.string().min(1).max(16_384);

const row = z.strictObject({
  id: rowId,
  payload: z.record(z.string(), z.unknown()),
  keys: z.strictObject({
    grantId: text.exactOptional(),
    sub: text.exactOptional(),
    clientId: text.exactOptional(),
    uid: text.exactOptional(),
    persona: text.exactOptional(),
    email: text.exactOptional(),
  }),
  writtenAtAgeSeconds: z.number(),
  died: z.strictObject({ why: z.enum(DEATH_CAUSES), atEpochSeconds: epochSeconds }).exactOptional(),
  consumedAtEpochSeconds: epochSeconds.exactOptional(),
});

/** A person as a world keeps one. */
export const personRow = z.looseObject({
  key: text,
  sub: text.min(1),
  email: text,
  emailVerified: z.boolean(),
  name: text,
  givenName: text,
  familyName: text,
  picture: text.optional(),
  hostedDomain: text.optional(),
});

/** A client as a world keeps one. */
export const clientRow = z.looseObject({
  persona: text,
  clientId: text,
  clientSecret: text.optional(),
  kind: z.enum(['web', 'desktop', 'mobile', 'spa']),
  name: text,
  redirectUris: z.array(text),
  issuer: text,
});

/** Members that the lab reads without further checks. The engine and the personas own the rest. */
const PAYLOADS: Readonly<Record<string, z.ZodType>> = {
  Person: personRow,
  Client: clientRow,
  Consent: z.looseObject({ scopes: z.array(text), grantedAtEpochSeconds: epochSeconds }),
  Message: z.looseObject({
    to: text,
    from: text,
    subject: z.string(),
    text: z.string(),
    html: z.string().optional(),
    links: z.array(z.string()),
    sentAtEpochSeconds: epochSeconds,
  }),
  Password: z.looseObject({
    algorithm: z.literal('scrypt'),
    // Limits the memory of one comparison to 16 MiB.
    N: z.union([1024, 2048, 4096, 8192, 16_384].map((cost) => z.literal(cost))),
    r: z.number().int().min(1).max(8),
    p: z.number().int().min(1).max(4),
    salt: text,
    hash: text.min(1),
    changedAtEpochSeconds: epochSeconds,
  }),
  Session: z.looseObject({ exp: epochSeconds, loginTs: epochSeconds.optional() }),
  BrowserSession: z.looseObject({ accounts: z.array(z.looseObject({ sub: text, session: text })) }),
};

const payloadOf = ({ required: { texts, epochSeconds: times } = { texts: [], epochSeconds: [] } }: RowKind): z.ZodType =>
  z.looseObject({
    ...Object.fromEntries(texts.map((name) => [name, text])),
    ...Object.fromEntries(times.map((name) => [name, epochSeconds])),
  });

type Kinds = Readonly<Record<string, readonly { readonly payload: unknown }[]>>;

/** Returns the issues of payloads that do not match their kind, each with its path. */
const checkPayloads =
  (rowKinds: readonly RowKind[]) =>
  (kinds: Kinds, complaints: z.RefinementCtx): void => {
    const shapes = { ...Object.fromEntries(rowKinds.map((each) => [each.kind, payloadOf(each)])), ...PAYLOADS };
    for (const [kind, shape] of Object.entries(shapes)) {
      for (const [i, { payload }] of (kinds[kind] ?? []).entries()) {
        const [issue] = shape.safeParse(payload).error?.issues ?? [];
        if (!issue) continue;
        complaints.addIssue({ code: 'custom', path: [kind, i, 'payload', ...issue.path], message: issue.message });
      }
    }
  };

const keys = z.strictObject({
  current: count.describe('position of the key that signs'),
  made: z
    .array(z.looseObject({ kid: text.min(1) }))
    .max(1000)
    .readonly()
    .describe('keys beyond the fixtures, as private JWKs'),
});

/** A world without its wire log, as JSON. Contains tokens and private keys in plain text. */
export const snapshotSchemaFor = (fault: ReturnType<typeof faultSchemaFor>, rowKinds: readonly RowKind[]) =>
  z
    .strictObject({
      loginlab: z.literal(1).describe('version of this format'),
      agedSeconds: count,
      shiftedSeconds: count,
      followers: z.array(z.string().min(1).max(FOLLOWER_NAME_LIMIT)).max(FOLLOWERS_LIMIT).readonly(),
      shortLifetimeSeconds: z.number().int().min(1).max(SHORT_LIFETIME_LIMIT).exactOptional(),
      droppedMail: count.exactOptional().describe('number of messages dropped from the full mailbox'),
      flows: count.describe('number of logins so far'),
      settings: z.record(z.string().max(256), z.union([text, z.number(), z.boolean()])).describe('those that were changed'),
      faults: z
        .array(z.strictObject({ id: text, fault, seen: count, struck: count }))
        .max(1000)
        .readonly(),
      keys: z.record(z.string().max(64), keys).describe('by persona, where they were rotated'),
      rows: z
        .record(z.string().max(64), z.array(row).max(ROWS_LIMIT).readonly())
        .superRefine(checkPayloads(rowKinds))
        .describe('by kind'),
    })
    .meta({ id: 'Snapshot' });

/** The state of a world at one moment. Its tokens continue to age with real time while it is stored. */
export type Snapshot = z.output<ReturnType<typeof snapshotSchemaFor>>;
