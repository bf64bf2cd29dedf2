import { z } from 'zod';
import {
  type Client,
  type ClientInput,
  type ClockState,
  ENDPOINT_NAMES,
  type Exchange,
  type FaultState,
  faultSchema,
  type Minted,
  type Person,
  type WirePage,
} from '../model/index.ts';

/** What goes over the control API, as schemas: they validate, and the OpenAPI document is written from them. */

const text = z.string().max(4096);
const name = z.string().min(1).max(256);
const json = z.record(z.string(), z.unknown());

export const duration = z
  .string()
  .max(64)
  .describe('whole numbers with units d, h, m, s: `61m`, `1d`, `2h30m`')
  .meta({ examples: ['61m'] });

export const personaName = z.string().max(64).describe('id of a persona of this lab');
export const personName = name.describe('key, subject or e-mail of a person');
export const clientId = name.describe('id of a registered client');

const account = {
  status: z.enum(['active', 'disabled', 'unconfirmed', 'deleted']).exactOptional(),
  deniesConsent: z.boolean().exactOptional().describe('presses *cancel* wherever an app asks for something'),
  blockedByAdmin: z.array(text).max(100).readonly().exactOptional().describe('client ids and scopes'),
};

export const person = z.strictObject({
  key: name,
  sub: text,
  email: text,
  emailVerified: z.boolean(),
  name: text,
  givenName: text,
  familyName: text,
  picture: text.exactOptional(),
  hostedDomain: text.exactOptional(),
  ...account,
}) satisfies z.ZodType<Person>;

export const personInput = z.strictObject({
  key: name.describe('short name, unique in the world: `ana`'),
  sub: text.exactOptional(),
  email: text.exactOptional(),
  emailVerified: z.boolean().exactOptional(),
  name: text.exactOptional(),
  givenName: text.exactOptional(),
  familyName: text.exactOptional(),
  picture: text.exactOptional(),
  hostedDomain: text.exactOptional(),
  ...account,
});

/** Everything about a person that can change. */
export const personChanges = personInput.omit({ key: true, sub: true });

const redirectUris = z.array(text).max(100).readonly();
const kind = z.enum(['web', 'desktop', 'mobile', 'spa']);

const texts = z.array(text).max(100).readonly();
const standing = {
  status: z.enum(['production', 'testing', 'deleted']).exactOptional(),
  audience: z.enum(['external', 'internal']).exactOptional(),
  organization: text.exactOptional().describe('hosted domain that an internal app belongs to'),
  testers: texts.exactOptional().describe('who may sign in while the app is in testing'),
  trusted: z.boolean().exactOptional(),
  hiddenScopes: texts.exactOptional(),
  disabledApis: texts.exactOptional(),
  javascriptOrigins: texts.exactOptional(),
  reauthenticates: z.boolean().exactOptional().describe('asks for the password in every login'),
  embeddedBrowsers: z.boolean().exactOptional().describe('false: logins in web views are refused'),
  webLogin: z.boolean().exactOptional().describe('false: logins in browsers are switched off'),
  configurations: z
    .record(z.string().max(64), z.strictObject({ permissions: texts, token: z.enum(['user', 'system-user']) }))
    .exactOptional()
    .describe('saved configurations of the business login, by their ids'),
  requiresSecretProof: z.boolean().exactOptional().describe('calls have to prove that the caller knows the client secret'),
  deauthorizeUrl: text.exactOptional().describe('told when a person removes the app; on loopback'),
  dataDeletionUrl: text.exactOptional().describe("asked to delete a person's data; on loopback"),
};

export const client = z.strictObject({
  persona: text,
  clientId,
  clientSecret: text.exactOptional(),
  kind,
  name: text,
  redirectUris,
  project: text,
  issuer: text,
  ...standing,
}) satisfies z.ZodType<Client>;

export const clientInput = z.strictObject({
  clientId,
  clientSecret: text.exactOptional().describe('left out: a public client'),
  kind: kind.exactOptional(),
  name: text.exactOptional(),
  redirectUris: redirectUris.exactOptional(),
  project: text.exactOptional(),
  issuer: text.exactOptional().describe('`local`, `vendor`, or a URL'),
  ...standing,
}) satisfies z.ZodType<ClientInput>;

export const mintRequest = z.strictObject({
  as: personName,
  clientId: clientId.exactOptional(),
  scope: text.exactOptional(),
  expired: z.boolean().exactOptional(),
  claims: json.exactOptional().describe('claims to put over those of the ID token'),
  tamper: z.boolean().exactOptional().describe('break the signature of the ID token'),
});

export const minted = z.strictObject({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string(),
  expires_in: z.number(),
  scope: z.string(),
}) satisfies z.ZodType<Minted>;

export const clockState = z.strictObject({
  agedSeconds: z.number(),
  shiftedSeconds: z.number(),
  followers: z.array(z.string()).readonly(),
}) satisfies z.ZodType<ClockState>;

export const tokenFilter = z.strictObject({
  persona: personaName.exactOptional(),
  person: personName.exactOptional(),
  clientId: clientId.exactOptional(),
  kinds: z
    .array(z.enum(['access-token', 'refresh-token', 'code']))
    .max(3)
    .readonly()
    .exactOptional(),
  value: text.exactOptional().describe('the token itself'),
});

export const faultState = z.strictObject({
  id: z.string(),
  fault: faultSchema,
  seen: z.number(),
  struck: z.number(),
}) satisfies z.ZodType<FaultState>;

export const settings = z.record(z.string().max(256), z.union([z.string().max(4096), z.number(), z.boolean()]));

const headers = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly();
const message = { headers, body: z.string().exactOptional(), cutFromBytes: z.number().exactOptional() };

export const exchange = z.strictObject({
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
  request: z.strictObject({ ...message, method: z.string(), url: z.string(), vendorUrl: z.string() }),
  response: z.strictObject({ ...message, status: z.number() }).exactOptional(),
  jwts: z.array(z.strictObject({ where: z.string(), header: json, claims: json })).readonly(),
  because: z.array(z.strictObject({ id: z.string(), why: z.string() })).readonly(),
  faults: z.array(z.string()).readonly(),
  stale: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Exchange>;

export const wirePage = z.strictObject({
  exchanges: z.array(exchange).readonly(),
  last: z.number(),
  dropped: z.number(),
}) satisfies z.ZodType<WirePage>;

const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .describe('show secrets instead of ordinals');
const count = z
  .string()
  .regex(/^\d{1,15}$/, 'a whole number was expected')
  .transform(Number);

export const revealQuery = z.strictObject({ reveal: flag.exactOptional() });

export const wireQuery = z.strictObject({
  after: count.exactOptional().describe('only exchanges with a higher sequence number'),
  limit: count.pipe(z.number().min(1).max(10_000)).exactOptional().describe('at most so many, 1 to 10,000'),
  reveal: flag.exactOptional(),
});

/** A world as the control API names it. */
export const worldInfo = z.strictObject({
  id: z.string(),
  personas: z.record(z.string(), z.strictObject({ address: z.string() })),
});
export type WorldInfo = z.output<typeof worldInfo>;

/** What `GET /_lab/` answers; `lab` tells a Login Lab from any other server. */
export const labInfo = z.looseObject({ lab: z.literal('loginlab'), personas: z.array(z.string()) });
