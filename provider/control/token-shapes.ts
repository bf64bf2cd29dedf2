import { z } from 'zod';
import { DEATH_CAUSES, type GrantInfo, type KeyInfo, type SessionInfo, type TokenInfo } from '../model/index.ts';
import { LISTED } from '../personas/declared.ts';
import { clientId, flag, json, limit, personaName, personName, text } from './shapes.ts';

/** What a world holds of its people, as schemas: tokens, consents, sessions, keys. */

const tokenKind = z.enum(LISTED.map(({ name }) => name));
const id = z.string().max(64);
const seconds = z.number();
const ofWhom = { persona: personaName.exactOptional(), person: personName.exactOptional() };

export const holdingsQuery = z.strictObject(ofWhom);

export const tokenFilter = z
  .strictObject({
    ...ofWhom,
    clientId: clientId.exactOptional(),
    kinds: z.array(tokenKind).max(LISTED.length).readonly().exactOptional(),
    id: id.exactOptional().describe('of a token, as the list tells it'),
    value: text.exactOptional().describe('the token itself'),
  })
  .meta({ id: 'TokenFilter' });

export const tokenInfo = z
  .strictObject({
    id,
    label: z.string().exactOptional().describe('what the wire log shows in its place'),
    kind: tokenKind,
    persona: z.string(),
    person: z.string().exactOptional(),
    sub: z.string(),
    clientId: z.string(),
    scopes: z.array(z.string()).readonly(),
    flow: z.string().exactOptional().describe('the login that it came from'),
    issuedAtEpochSeconds: seconds,
    expiresAtEpochSeconds: seconds.exactOptional().describe('absent for one that never expires'),
    died: z.strictObject({ why: z.enum(DEATH_CAUSES), atEpochSeconds: seconds }).exactOptional(),
    value: z.string().exactOptional().describe('the token itself, when it was asked for with `reveal`'),
  })
  .meta({ id: 'Token' }) satisfies z.ZodType<TokenInfo>;

export const grantInfo = z
  .strictObject({
    persona: z.string(),
    person: z.string().exactOptional(),
    sub: z.string(),
    key: z.string().describe('what the vendor remembers it by: a project, a client'),
    clientIds: z.array(z.string()).readonly(),
    scopes: z.array(z.string()).readonly(),
    grantedAtEpochSeconds: seconds,
  })
  .meta({ id: 'Grant' }) satisfies z.ZodType<GrantInfo>;

export const sessionInfo = z
  .strictObject({
    id,
    persona: z.string(),
    person: z.string().exactOptional(),
    sub: z.string(),
    browser: z.string().exactOptional().describe('sessions of one browser have the same'),
    signedInAtEpochSeconds: seconds,
    expiresAtEpochSeconds: seconds,
  })
  .meta({ id: 'Session' }) satisfies z.ZodType<SessionInfo>;

export const sessionFilter = z.strictObject({ ...ofWhom, id: id.exactOptional() }).meta({ id: 'SessionFilter' });

export const keyInfo = z
  .strictObject({
    kid: z.string(),
    state: z.enum(['previous', 'current', 'next']),
    jwk: json.describe('the public half'),
  })
  .meta({ id: 'Key' }) satisfies z.ZodType<KeyInfo>;

export const tokenQuery = z.strictObject({
  ...ofWhom,
  clientId: clientId.exactOptional(),
  kind: tokenKind.exactOptional(),
  id: id.exactOptional(),
  state: z.enum(['live', 'dead']).exactOptional(),
  limit,
  reveal: flag.exactOptional(),
});
