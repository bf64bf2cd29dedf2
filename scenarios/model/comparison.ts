import { z } from 'zod';

const source = z.strictObject({
  url: z.string(),
  row: z.string().describe("row of the vendor's catalogue"),
  checkedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  confidence: z.enum(['documented', 'recorded', 'reported', 'inferred']),
});

/** What one provider did at one row. */
export const cellSchema = z.strictObject({
  text: z.string().describe('what happened in this run, or why the story cannot be told here'),
  behaviours: z.array(z.string()).describe('ids of the behaviours that decided it; empty: the plain protocol'),
  sources: z
    .array(source)
    .optional()
    .describe('rows of the catalogue that say so, besides those of the behaviours; in place of theirs where the row is the same'),
  cannot: z.literal(true).optional().describe('nothing happened: the provider has no such step'),
});

/** One observable fact, side by side. */
export const rowSchema = z.strictObject({
  step: z.string().describe('title of the step'),
  fact: z.string().describe('id of the fact, unique in its step'),
  title: z.string(),
  differs: z.boolean().describe('false: the same words in every column'),
  cells: z.record(z.string(), cellSchema).describe('by persona'),
});

/** One request of the sequence diagram. */
export const movedSchema = z.strictObject({
  step: z.string(),
  from: z.enum(['person', 'app']),
  to: z.enum(['provider', 'api']),
  method: z.string(),
  endpoint: z.string(),
  status: z.number().int().describe('0: no answer'),
  behaviours: z.array(z.string()).describe('ids of those that decided something; the rest gave the answer its form'),
});

/** One story at every persona. */
export const comparedStorySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  about: z.string().describe('what happens in it'),
  rows: z.array(rowSchema).describe('differences first'),
  notes: z.record(z.string(), z.string()).describe('by persona: how its client is registered here, if not as usual'),
  moves: z.record(z.string(), z.array(movedSchema)).describe('by persona: its requests, oldest first'),
});

/** `compare.json`: the same stories at several providers. It holds no time and no random value: a run gives the same bytes. */
export const comparisonSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  kind: z.literal('comparison'),
  tool: z.strictObject({ name: z.literal('loginlab'), version: z.string() }),
  app: z.string().optional().describe('what was played; left out: a client that follows the documentation'),
  personas: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      docs: z.string().describe("the vendor's own page; empty: there is no vendor"),
    }),
  ),
  headlines: z
    .array(z.strictObject({ title: z.string(), story: z.string(), step: z.string(), fact: z.string() }))
    .describe('rows to read first'),
  stories: z.array(comparedStorySchema),
  behaviours: z.record(z.string(), z.strictObject({ summary: z.string(), source, remedy: z.string().optional() })),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedStory = z.infer<typeof comparedStorySchema>;
export type ComparedRow = z.infer<typeof rowSchema>;
export type ComparedCell = z.infer<typeof cellSchema>;
export type ComparedSource = z.infer<typeof source>;
export type ComparedMove = z.infer<typeof movedSchema>;
