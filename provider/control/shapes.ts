import { z } from 'zod';
import type {
  ClientChanges,
  ClientInput,
  ClockState,
  DesignInfo,
  FaultState,
  Minted,
  OwnApi,
  Person,
  RegisteredClient,
  SettingInfo,
} from '../model/index.ts';
import { faultSchema } from '../personas/schemas.ts';

/** What goes over the control API, as schemas: they validate, and the OpenAPI document is written from them. */

export const text = z.string().max(4096);
const name = z.string().min(1).max(256);
/** Any JSON object. */
export const json = z.record(z.string(), z.unknown());

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
  deniesConsent: z.boolean().exactOptional().describe('denies every consent'),
  blockedByAdmin: z.array(text).max(100).readonly().exactOptional().describe('client ids and scopes'),
};

/** Of a person. */
export const password = z.string().min(1).max(256);

export const person = z
  .strictObject({
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
  })
  .meta({ id: 'Person' }) satisfies z.ZodType<Person>;

export const personInput = z
  .strictObject({
    key: name.describe('short name, unique in the world: `ana`'),
    sub: text.exactOptional(),
    email: text.exactOptional(),
    emailVerified: z.boolean().exactOptional(),
    name: text.exactOptional(),
    givenName: text.exactOptional(),
    familyName: text.exactOptional(),
    picture: text.exactOptional(),
    hostedDomain: text.exactOptional(),
    password: password.exactOptional().describe('kept as a hash, and never told'),
    ...account,
  })
  .meta({ id: 'PersonInput' });

/** Everything about a person that can change. */
export const personChanges = personInput.omit({ key: true, sub: true, password: true }).meta({ id: 'PersonChanges' });

const redirectUris = z.array(text).max(100).readonly();
const kind = z.enum(['web', 'desktop', 'mobile', 'spa']);

const registration = {
  clientSecret: text.exactOptional().describe('left out: a public client'),
  kind: kind.exactOptional(),
  name: text.exactOptional(),
  redirectUris: redirectUris.exactOptional(),
  issuer: text.exactOptional().describe('`local`, `vendor`, or a URL'),
  provisional: z.literal(true).exactOptional().describe('secret and issuer are those of the first token request'),
};

/** What every client has; the settings of its persona stand beside it, and the persona reads them. */
export const client = z
  .looseObject({
    persona: text,
    clientId,
    clientSecret: text.exactOptional(),
    kind,
    name: text,
    redirectUris,
    issuer: text,
    provisional: registration.provisional,
  })
  .meta({ id: 'Client' }) as unknown as z.ZodType<RegisteredClient>;

export const clientInput = z
  .looseObject({ clientId, ...registration })
  .meta({ id: 'ClientInput' }) as unknown as z.ZodType<ClientInput>;

/** Everything about a client that can change. */
export const clientChanges = z.looseObject(registration).meta({ id: 'ClientChanges' }) as unknown as z.ZodType<ClientChanges>;

export const mintRequest = z
  .strictObject({
    as: personName,
    clientId: clientId.exactOptional(),
    scope: text.exactOptional(),
    resource: text.exactOptional().describe('the API that the access token is for'),
    expired: z.boolean().exactOptional(),
    claims: json.exactOptional().describe('claims that override those of the ID token'),
    tamper: z.boolean().exactOptional().describe('break the signature of the ID token'),
  })
  .meta({ id: 'MintRequest' });

export const minted = z
  .strictObject({
    access_token: z.string(),
    refresh_token: z.string().exactOptional(),
    id_token: z.string().exactOptional(),
    expires_in: z.number(),
    scope: z.string(),
    token_type: z.string(),
  })
  .meta({ id: 'Minted' }) satisfies z.ZodType<Minted>;

export const clockState = z
  .strictObject({
    agedSeconds: z.number(),
    shiftedSeconds: z.number(),
    followers: z.array(z.string()).readonly(),
  })
  .meta({ id: 'ClockState' }) satisfies z.ZodType<ClockState>;

export const faultState = z
  .strictObject({
    id: z.string(),
    fault: faultSchema(),
    seen: z.number(),
    struck: z.number(),
  })
  .meta({ id: 'FaultState' }) satisfies z.ZodType<FaultState>;

export const ownApi = z
  .strictObject({ name: z.string(), url: z.string(), address: z.string().describe('base address in the lab, for clients') })
  .meta({ id: 'OwnApi' }) satisfies z.ZodType<OwnApi>;

export const settings = z.record(z.string().max(256), z.union([z.string().max(4096), z.number(), z.boolean()]));

const settingValue = z.union([z.string(), z.number(), z.boolean()]);

export const designInfo = z
  .strictObject({ id: z.string(), persona: z.string(), summary: z.string(), settings: z.record(z.string(), settingValue) })
  .meta({ id: 'Design' }) satisfies z.ZodType<DesignInfo>;

export const settingInfo = z
  .strictObject({
    id: z.string(),
    persona: z.string(),
    summary: z.string(),
    stage: z.string(),
    origin: z.enum(['vendor', 'lab']),
    source: z.strictObject({
      url: z.string(),
      row: z.string(),
      checkedOn: z.string(),
      confidence: z.enum(['documented', 'recorded', 'reported', 'inferred']),
    }),
    remedy: z.string().exactOptional().describe('what a right client does when it meets this refusal'),
    value: settingValue,
    default: settingValue,
    schema: json.describe('JSON Schema of the values; `false` and `"off"` are always allowed'),
  })
  .meta({ id: 'Setting' }) satisfies z.ZodType<SettingInfo>;

export const seed = z
  .strictObject({
    people: z.array(personInput).max(1000).readonly().exactOptional(),
    clients: z.record(personaName, z.array(clientInput).max(1000).readonly()).exactOptional().describe('by persona'),
    settings: settings.exactOptional(),
  })
  .meta({ id: 'Seed' });

/** A world as the control API names it. */
export const worldInfo = z
  .strictObject({
    id: z.string(),
    personas: z.record(z.string(), z.strictObject({ address: z.string() })),
  })
  .meta({ id: 'World' });
export type WorldInfo = z.output<typeof worldInfo>;

/** What `GET /_lab/` answers; `lab` tells a Login Lab from any other server. */
export const labInfo = z
  .looseObject({
    lab: z.literal('loginlab'),
    url: z.string().optional(),
    version: z.string().optional(),
    console: z.string().optional().describe('address of the console, if it runs'),
    rules: z.boolean().optional().describe('true if this lab has rules, so that `findings` answers'),
    stories: z.boolean().optional().describe('true if this lab has stories to play'),
    personas: z.array(z.string()),
  })
  .meta({ id: 'Lab' });

/** Query parameters are texts. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .describe('show secrets instead of ordinals');
export const count = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number);
export const limit = count.pipe(z.number().min(1).max(10_000)).exactOptional().describe('limit, 1 to 10,000');
