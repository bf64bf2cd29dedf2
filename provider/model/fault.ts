import { z } from 'zod';
import type { EndpointName } from './endpoint.ts';

/** A header name: a token of RFC 9110 §5.6.2. Header values are sanitized when the reply is sent. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

const answer = z.strictObject({
  status: z.number().int().min(100).max(599).describe('HTTP status of the injected answer'),
  headers: z.record(z.string().regex(HEADER_NAME), z.string()).optional(),
  body: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .describe('text, or an object sent as JSON'),
});

/** How a reply is written: none of it changes what it says. */
const form = z.strictObject({
  contentType: z.string().optional().describe('another Content-Type, such as "application/json"'),
  indent: z.number().int().min(1).max(8).optional().describe('spaces for each level of JSON'),
  headerNames: z.enum(['lower', 'upper']).optional().describe('letters of header names'),
  encoding: z.enum(['gzip', 'br']).optional().describe('compressed, if the client accepts it (Accept-Encoding)'),
  byteOrderMark: z.literal(true).optional().describe('U+FEFF before the first character'),
  pieceBytes: z.number().int().min(1).optional().describe('chunked, in pieces of this many bytes'),
});

/** Changes to a signed JWT. */
const tampering = z.strictObject({
  claims: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('claims to replace; null removes one; signed again with the correct key'),
  claimsFromNow: z.record(z.string(), z.number()).optional().describe('times to set, in seconds from the moment of the reply'),
  header: z.record(z.string(), z.unknown()).optional(),
  signature: z
    .enum([
      ...(['keep', 'corrupt', 'empty', 'none', 'foreign-key', 'embedded-key', 'embedded-certificate', 'es256'] as const),
      ...(['hs256-pem', 'hs256-jwk', 'hs256-modulus', 'hs256-client-secret', 'hs256-empty'] as const),
    ])
    .default('keep')
    .describe(
      'none: header.alg or "none", unsigned; foreign-key: not in the key set; embedded-key, embedded-certificate: the same, with itself or its certificate in the header; hs256-…: HMAC with a text of the public key, with the client secret, or with an empty one',
    ),
});

/** A member of a JSON object, and whether it comes before all others or after them. */
const member = z.strictObject({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  place: z.enum(['first', 'last']).default('last'),
});

/**
 * An injected failure: where, when, how often, what. There are none by default.
 * `at: 'reply'` applies after the state changed: the token was rotated, then the response was lost.
 */
export const faultSchemaFor = (endpoints: readonly EndpointName[]) =>
  z
    .strictObject({
      persona: z.string().optional().describe('only this persona; every one when left out'),
      on: z.enum(endpoints),
      where: z
        .strictObject({
          grantType: z.string().optional(),
          app: z.string().optional().describe('client id of the calling app'),
          person: z.string().optional().describe('key, subject or e-mail of the person concerned'),
          api: z.string().optional().describe('name of an API behind the lab, for `api:own`'),
          authentication: z
            .enum(['client_secret_basic', 'client_secret_post'])
            .optional()
            .describe('only if the request has the client secret there: in the Authorization header, or in the body'),
          withoutScope: z.string().optional().describe('only if the access token of the request lacks this scope'),
        })
        .optional(),
      at: z.enum(['request', 'reply']).default('request'),
      skip: z.number().int().min(0).default(0).describe('skip this many matching exchanges first'),
      times: z.number().int().min(1).optional().describe('apply this many times; default: forever'),
      do: z.union([
        answer,
        z.strictObject({ drop: z.literal(true).describe('close the connection without an answer') }),
        z.strictObject({ delayMs: z.number().int().min(0).max(120_000) }),
        z.strictObject({ hold: z.literal(true).describe('answer after this fault was cleared, and not before') }),
        z.strictObject({
          sendAs: form.describe('the same reply in another form; all but type and indentation over a socket only'),
        }),
        z.strictObject({ truncate: z.number().int().min(0).describe('send only this many bytes of the body, then close') }),
        z.strictObject({ html: z.string().describe('200 with this HTML page where JSON is expected') }),
        z.strictObject({
          tamperIdToken: tampering,
        }),
        z.strictObject({
          tamperLogoutToken: tampering.describe('of a back-channel logout, before it is sent'),
        }),
        z.strictObject({
          setBody: z.record(z.string(), z.unknown()).describe('members of a JSON reply to replace; null removes one'),
        }),
        z.strictObject({
          addMember: member.describe('one more member of a JSON reply, also if it has one of that name: the name is in it twice'),
        }),
        z.strictObject({ rotateKeys: z.literal(true) }),
        z.strictObject({
          skewSeconds: z
            .number()
            .int()
            .min(-86_400)
            .max(86_400)
            .describe('the clock of the provider is ahead by this much: Date header and times of the ID token'),
        }),
        z.strictObject({
          setForm: z
            .record(z.string(), z.string().nullable())
            .describe('form fields that the provider reads instead of those sent; null removes one'),
        }),
        z.strictObject({
          rotateRefreshToken: z.literal(true).describe('a refresh rotates the refresh token'),
        }),
      ]),
    })
    .meta({ id: 'Fault' });

/** A fault as input. Members with defaults are optional. */
export type FaultInput = z.input<ReturnType<typeof faultSchemaFor>>;
/** A fault with its defaults filled in. */
export type Fault = z.output<ReturnType<typeof faultSchemaFor>>;

/** How a client proves itself with its secret, by the names of OpenID Connect Core 9. */
export type SecretPlace = NonNullable<NonNullable<Fault['where']>['authentication']>;

/** The form of a reply. */
export type ReplyForm = Extract<Fault['do'], { sendAs: unknown }>['sendAs'];

/** An active fault. */
export interface FaultState {
  readonly id: string;
  readonly fault: Fault;
  /** Number of matching exchanges so far, including skipped ones. */
  readonly seen: number;
  /** How often it was applied. */
  readonly struck: number;
}
