import { z } from 'zod';
import { expectationsSchema } from './expectation.ts';
import { VERDICTS } from './verdict.ts';

const verdict = z.enum(VERDICTS);
const level = z.enum(['MUST', 'SHOULD', 'MAY']);

const source = z.strictObject({
  url: z.string(),
  row: z.string(),
  checkedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  confidence: z.enum(['documented', 'recorded', 'reported', 'inferred']),
});

const headerList = z.array(z.tuple([z.string(), z.string()]));
const message = { headers: headerList, body: z.string().optional(), cutFromBytes: z.number().int().optional() };

/** An exchange of a report: redacted, with the lanes of the sequence diagram. */
export const reportedExchangeSchema = z.strictObject({
  id: z.string(),
  from: z.enum(['person', 'app', 'provider']).describe('lane that sent the request'),
  to: z.enum(['app', 'provider', 'api', 'elsewhere']).describe('lane that answered'),
  leg: z.enum(['control', 'judged', 'liveness']),
  persona: z.string(),
  endpoint: z.string(),
  flow: z.string().optional(),
  startedAtEpochMs: z.number(),
  durationMs: z.number(),
  request: z.strictObject({ method: z.string(), url: z.string(), vendorUrl: z.string().optional(), ...message }),
  response: z.strictObject({ status: z.number().int(), ...message }).optional(),
  jwts: z.array(
    z.strictObject({ where: z.string(), header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) }),
  ),
  because: z.array(z.strictObject({ id: z.string(), why: z.string() })),
  faults: z.array(z.string()),
  stale: z.literal(true).optional(),
});

export const checkResultSchema = z.strictObject({
  id: z.string().describe('stable id of the check within its scenario'),
  title: z.string(),
  level,
  verdict,
  message: z.string().optional().describe('what was expected and what was found; present unless the check passed'),
  expected: z.literal(true).optional().describe('expected.json lists this failure'),
  fix: z.string().optional().describe('what to change in the client; left out unless the check failed'),
  exchanges: z.array(z.string()),
  behaviours: z.array(z.string()),
});

export const findingSchema = z.strictObject({
  rule: z.string(),
  verdict,
  expected: z.literal(true).optional().describe('expected.json lists it'),
  message: z.string(),
  fix: z.string().optional().describe('what to change in the client'),
  exchanges: z.array(z.string()),
});

/** An app with a persona of which a run says nothing. */
export const unjudgedSchema = z.strictObject({
  app: z.string(),
  persona: z.string().optional().describe('left out: none of its personas'),
  reason: z.string().describe('why, in one line'),
});

const basis = z.strictObject({ authority: z.enum(['spec', 'vendor', 'lab']), ref: z.string(), url: z.string().optional() });

export const scenarioResultSchema = z.strictObject({
  scenario: z.string(),
  variant: z.string().optional(),
  title: z.string(),
  area: z.string(),
  level,
  basis: z.array(basis),
  seedQuestion: z.string().optional(),
  persona: z.string(),
  app: z.strictObject({ id: z.string(), library: z.string().optional(), version: z.string().optional() }),
  verdict: verdict.describe('by the checks alone; a broken rule counts besides: see summary'),
  expected: verdict.optional().describe('equals the verdict where expected.json lists every failed check'),
  reason: z.string().optional().describe('why it is skipped, inconclusive or expected'),
  motion: z.enum(['age', 'shift', 'short']).optional(),
  durationMs: z.number(),
  control: z.strictObject({ verdict, exchanges: z.array(z.string()) }).optional(),
  fix: z.string().optional().describe('what to change in a client that fails, where a check says nothing of its own'),
  reproduce: z.string().describe('the command that reproduces this result'),
  story: z.strictObject({ provider: z.string(), rightClient: z.string() }),
  checks: z.array(checkResultSchema),
  findings: z.array(findingSchema),
  exchanges: z.array(z.string()).describe('all exchanges of the judged leg, in order'),
});

/** What joins one part of a run with the others. */
export const shardSchema = z.strictObject({
  index: z.number().int().min(1),
  of: z.number().int().min(1),
  plan: z.string().describe('digest of the whole plan: parts with another one are of another config, selection or option'),
  planned: z.number().int().describe('results of the whole plan'),
  places: z.array(z.number().int().min(0)).describe('place of each result in the whole plan; those of app/sign-in have none'),
  seedGiven: z.literal(true).optional().describe('the seed was named, so that all parts have the same'),
  expected: expectationsSchema.describe('the list of known deviations, to be judged anew by all results together'),
});

/** `run.json`: the data of every report. */
export const runResultSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('loginlab'), version: z.string() }),
  catalogueRevision: z.string().describe('digest of the scenarios and behaviours of this version'),
  environment: z.strictObject({ node: z.string(), platform: z.string(), personas: z.record(z.string(), z.string()) }),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  seed: z.string(),
  shard: shardSchema.optional().describe('left out: the whole run'),
  interrupted: z.literal(true).optional().describe('the run was stopped early; only finished results are here'),
  strict: z.literal(true).optional().describe('a failed SHOULD also fails the run'),
  unjudged: z
    .array(unjudgedSchema)
    .optional()
    .describe(
      'selected apps of which not one check of a scenario was judged: pass, fail and warn are judgements. Red, and first among the reasons, unless allowUnjudged',
    ),
  stale: z
    .array(z.string())
    .optional()
    .describe('entries of expected.json that no longer match, or whose last day has passed; one sentence each. Red'),
  allowUnjudged: z.literal(true).optional().describe('an app without a judged check does not fail the run'),
  summary: z.strictObject({
    fail: z
      .number()
      .int()
      .describe('a MUST failed, or a rule was broken, and expected.json does not list it; with strict also a SHOULD'),
    inconclusive: z.number().int(),
    known: z.number().int().describe('the worst that failed is listed in expected.json; counted here only'),
    warn: z.number().int(),
    info: z.number().int(),
    skip: z.number().int(),
    pass: z.number().int(),
    red: z.boolean(),
    reasons: z.array(z.string()).describe('reasons why the run is red, one sentence each'),
  }),
  behaviours: z.record(
    z.string(),
    z.strictObject({
      summary: z.string(),
      source,
      decides: z.boolean().optional().describe('false: it only changes the form of an answer'),
    }),
  ),
  exchanges: z.record(z.string(), reportedExchangeSchema).describe('empty where exchangesFile names the file that holds them'),
  exchangesFile: z.string().optional().describe('file next to run.json: the exchanges by id, as JSON compressed with gzip'),
  results: z.array(scenarioResultSchema),
});

export type RunResult = z.infer<typeof runResultSchema>;
export type ShardResult = z.infer<typeof shardSchema>;
export type ScenarioResult = z.infer<typeof scenarioResultSchema>;
export type CheckResult = z.infer<typeof checkResultSchema>;
export type Unjudged = z.infer<typeof unjudgedSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type ReportedExchange = z.infer<typeof reportedExchangeSchema>;
