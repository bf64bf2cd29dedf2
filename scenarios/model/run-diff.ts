import { z } from 'zod';
import { VERDICTS } from './verdict.ts';

const verdict = z.enum(VERDICTS);

const changedVerdict = z.strictObject({ before: verdict.optional(), after: verdict.optional() });

/** One run, as far as two of them can differ in it. */
const side = z.strictObject({
  file: z.string().describe('as it was named'),
  tool: z.string().describe('version of the program'),
  startedAt: z.string(),
  results: z.number().int(),
  apps: z.record(z.string(), z.string()).describe('library and version, by app'),
});

/** What one endpoint answered in one result. */
const changedWire = z.strictObject({
  request: z.string().describe('method and endpoint: `POST token`'),
  before: z.string().describe('its statuses, each with how often: `200, 400 ×2`; empty: it was not called'),
  after: z.string(),
  gone: z.array(z.string()).describe('behaviours that decided there before, and no longer do'),
  new: z.array(z.string()).describe('behaviours that decide there now, and did not before'),
});

export const changedResultSchema = z.strictObject({
  scenario: z.string(),
  variant: z.string().optional(),
  app: z.string(),
  persona: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  verdict: changedVerdict.optional().describe('left out: it stayed'),
  checks: z.array(changedVerdict.extend({ id: z.string(), message: z.string().optional() })).describe('checks that changed'),
  rules: z
    .array(changedVerdict.extend({ id: z.string(), message: z.string().optional() }))
    .describe('findings that came or went'),
  wire: z.array(changedWire).describe('changed traffic; empty where one of the runs does not hold it'),
});

/** `compare.json` of two runs: what changed from the first to the second, and nothing else. */
export const runDiffSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('run-diff'),
  before: side,
  after: side,
  same: z.number().int().describe('results of both runs in which nothing changed'),
  worse: z.number().int().describe('results that fail or cannot be judged now, and could and did not fail before'),
  results: z.array(changedResultSchema).describe('worse ones first'),
});

export type RunDiff = z.infer<typeof runDiffSchema>;
export type ChangedResult = z.infer<typeof changedResultSchema>;
