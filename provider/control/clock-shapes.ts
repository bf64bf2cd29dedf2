import { z } from 'zod';
import {
  type AdvanceOffer,
  type AdvanceOptions,
  type AdvanceRequest,
  type AdvanceResult,
  DEATH_CAUSES,
  type PersonaPreset,
  type SeenClient,
  UNFOLLOWED,
} from '../model/index.ts';
import { duration } from './shapes.ts';

/** How a world's time passes, as schemas. */

const list = <S extends z.ZodType>(item: S) => z.array(item).readonly();
const unfollowed = z.enum(UNFOLLOWED);

const options = {
  unfollowed: unfollowed
    .exactOptional()
    .describe('the substitute if no client follows: the provider forgets, or the next tokens live short'),
  lifetimeSeconds: z.number().exactOptional().describe('of the next tokens, for `short`; default 30'),
};

export const advanceOptions = z.strictObject(options).meta({ id: 'AdvanceOptions' }) satisfies z.ZodType<AdvanceOptions>;

export const advanceRequest = z
  .strictObject({ by: duration, ...options })
  .meta({ id: 'AdvanceRequest' }) satisfies z.ZodType<AdvanceRequest>;

export const seenClient = z
  .strictObject({
    userAgent: z.string().describe('empty if it sent none'),
    process: z.string().exactOptional().describe('`node 4711`, if known'),
    clientIds: list(z.string()),
  })
  .meta({ id: 'SeenClient' }) satisfies z.ZodType<SeenClient>;

export const advanceOffer = z
  .strictObject({
    unfollowed,
    label: z.string(),
    meaning: z.string().describe('what the provider and the client see'),
    request: advanceRequest.describe('body of the call that takes the offer'),
  })
  .meta({ id: 'AdvanceOffer' }) satisfies z.ZodType<AdvanceOffer>;

const ended = z.strictObject({
  kind: z.string().describe('kind of token, or `session`'),
  id: z.string(),
  label: z.string().exactOptional().describe('label in the wire log'),
  persona: z.string(),
  person: z.string().exactOptional(),
  clientId: z.string().exactOptional(),
  why: z.enum(DEATH_CAUSES),
  says: z.string().describe('`access-token#1 expired 23 h ago (lifetime 1 h)`'),
});

const nextStep = z.strictObject({
  persona: z.string(),
  clientId: z.string(),
  person: z.string(),
  action: z.enum(['call', 'refresh', 'authorize']),
  rightClient: z.string().describe('what a right client does now: `refresh-token#1 is alive: refresh`'),
});

export const advanceResult = z
  .strictObject({
    by: z.number().describe('seconds'),
    motion: z.enum(['shift', ...UNFOLLOWED]),
    lifetimeSeconds: z.number().exactOptional().describe('of the next tokens, after `short`'),
    followers: list(z.string()),
    notFollowing: list(seenClient).describe('clients in the wire log whose clock stayed behind'),
    died: list(ended).describe('tokens and sessions that ended; codes are left out'),
    next: list(nextStep).describe('for each client and person that had tokens'),
  })
  .meta({ id: 'AdvanceResult' }) satisfies z.ZodType<AdvanceResult>;

export const preset = z
  .strictObject({ persona: z.string(), by: z.string(), label: z.string(), effect: z.string().describe('what ends') })
  .meta({ id: 'TimePreset' }) satisfies z.ZodType<PersonaPreset>;
