import { z } from 'zod';
import { DEATH_CAUSES, type GrantInfo, type KeyInfo, type SessionInfo, type TokenInfo } from '../model/index.ts';
import { LISTED } from '../personas/declared.ts';
import { clientId, flag, json, limit, personaName, personName } from './shapes.ts';

/** What a world holds of its people, as schemas: tokens, consents, sessions, keys. */

const tokenKind = z.enum(LISTED.map(({ name }) => name));
const id = z.string().max(64);
const seconds = z.number();
const ofWhom = { persona: personaName.exactOptional(), person: personName.exactOptional() };

export const ownerQuery = z.strictObject(ofWhom);

export const tokenFilter = z
  .strictObject({
    ...ofWhom,
    clientId: clientId.exactOptional(),
    kinds: z.array(tokenKind).max(LISTED.length).readonly().exactOptional(),
    id: id.exactOptional().describe('id of a token in the list'),
    value: z.string().max(16_384).exactOptional().describe('the token itself'),
  })
  .meta({ id: 'TokenFilter' });

export const tokenInfo = z
  .strictObject({
    id,
    label: z.string().exactOptional().describe('label in the wire log'),
    kind: tokenKind,
    persona: z.string(),
    person: z.string().exactOptional(),
    sub: z.string(),
    clientId: z.string(),
    scopes: z.array(z.string()).readonly(),
    flow: z.string().exactOptional().describe('flow of its login'),
    issuedAtEpochSeconds: seconds,
    expiresAtEpochSeconds: seconds.exactOptional().describe('absent for one that never expires'),
    usedAtEpochSeconds: seconds
      .exactOptional()
      .describe('first use of a code, or of a refresh token that is replaced with each use'),
    replaces: id.exactOptional().describe('id of the refresh token that this one replaced'),
    died: z.strictObject({ why: z.enum(DEATH_CAUSES), atEpochSeconds: seconds }).exactOptional(),
    value: z.string().exactOptional().describe('the token itself, only with `reveal`'),
  })
  .meta({ id: 'Token' }) satisfies z.ZodType<TokenInfo>;

export const grantInfo = z
  .strictObject({
    persona: z.string(),
    person: z.string().exactOptional(),
    sub: z.string(),
    key: z.string().describe('key of the consent at the vendor: a project, a client'),
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
    browser: z.string().exactOptional().describe('the same for all sessions of one browser'),
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
