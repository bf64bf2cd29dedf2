import { z } from 'zod';
import { cellSchema } from './comparison.ts';

/** One thing that an app relies on at its provider, and how it is at another. */
export const reliedOnSchema = z.strictObject({
  id: z.string(),
  relies: z.string().describe('what the app does'),
  seen: z.string().describe('where that was seen: how many requests, in which results'),
  about: z.string().describe('what differs'),
  from: cellSchema,
  to: cellSchema,
  todo: z.string(),
});

/** `compare.json` of a migration: what an app relies on at one provider that another does otherwise. */
export const migrationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('migration'),
  tool: z.strictObject({ name: z.literal('loginlab'), version: z.string() }),
  app: z.string(),
  from: z.strictObject({ id: z.string(), title: z.string(), docs: z.string() }),
  to: z.strictObject({ id: z.string(), title: z.string(), docs: z.string() }),
  played: z.strictObject({
    pass: z.number().int().describe('results that passed: only these are read'),
    other: z.number().int(),
  }),
  lines: z.array(reliedOnSchema),
  same: z.array(z.string()).describe('what it relies on that is the same at both'),
  behaviours: z.record(z.string(), z.strictObject({ summary: z.string(), url: z.string(), row: z.string() })),
});

export type Migration = z.infer<typeof migrationSchema>;
export type ReliedOn = z.infer<typeof reliedOnSchema>;
