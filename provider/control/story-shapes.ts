import { z } from 'zod';
import type { PlayedClient, PlayedSituation, StoryExchange, StoryInfo, StoryPlay, StorySituation } from '../model/index.ts';

const situation = z.strictObject({
  scenario: z.string().describe('id of the scenario that judges it'),
  title: z.string(),
  provider: z.string().describe('what the provider does'),
  rightClient: z.string().describe('what a right client then does'),
  command: z.string().describe('explains the scenario in a terminal'),
  sources: z.array(z.strictObject({ name: z.string(), url: z.string() })).readonly(),
}) satisfies z.ZodType<StorySituation>;

export const story = z
  .strictObject({
    id: z.string(),
    question: z.string(),
    answer: z.string().describe('two sentences'),
    command: z.string().describe('plays it in a terminal'),
    situations: z.array(situation).readonly(),
  })
  .meta({ id: 'Story' }) satisfies z.ZodType<StoryInfo>;

const verdict = z.enum(['pass', 'fail', 'warn', 'info', 'skip', 'inconclusive']);

const exchange = z
  .strictObject({
    id: z.string(),
    from: z.enum(['person', 'app', 'provider']),
    to: z.enum(['app', 'provider', 'api', 'elsewhere']),
    startedAtEpochMs: z.number(),
    durationMs: z.number(),
    method: z.string(),
    aim: z.string().describe('the endpoint if it is known, else the path'),
    status: z.number().exactOptional().describe('left out when no answer came'),
    because: z.array(z.strictObject({ id: z.string(), why: z.string() })).readonly(),
    decides: z.literal(true).exactOptional().describe('the deciding check, or a broken rule, names this exchange'),
  })
  .meta({ id: 'StoryExchange' }) satisfies z.ZodType<StoryExchange>;

const client = z
  .strictObject({
    app: z.string(),
    verdict: verdict.describe('of the deciding check where there is one, else of the whole scenario'),
    requirement: z.string().describe('what should hold'),
    found: z.string().exactOptional().describe('what was expected and what was found; left out of what passed'),
    fix: z.string().exactOptional().describe('what to change in the client'),
    breaks: z.array(z.strictObject({ rule: z.string(), verdict, found: z.string() })).readonly(),
    exchanges: z.array(exchange).readonly().describe('oldest first'),
  })
  .meta({ id: 'StoryClient' }) satisfies z.ZodType<PlayedClient>;

const played = z.strictObject({
  scenario: z.string(),
  persona: z.string(),
  right: client,
  naive: client,
}) satisfies z.ZodType<PlayedSituation>;

export const storyPlay = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('unplayed') }),
    z.strictObject({
      state: z.literal('playing'),
      done: z.number(),
      of: z.number().describe('0 until the clients are counted'),
      now: z.string(),
    }),
    z.strictObject({ state: z.literal('stopped') }),
    z.strictObject({ state: z.literal('failed'), why: z.string() }),
    z.strictObject({ state: z.literal('played'), durationMs: z.number(), situations: z.array(played).readonly() }),
  ])
  .meta({ id: 'StoryPlay' }) satisfies z.ZodType<StoryPlay>;
