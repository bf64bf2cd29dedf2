import { z } from 'zod';
import { runResultSchema } from '../scenarios/model/index.ts';

/** Name of the schema file next to every `run.json`. */
export const SCHEMA_FILE = 'run-result.schema.json';

/** The published JSON Schema (draft 2020-12) of `run.json`, as text. */
export const renderSchema = (): string => {
  const { $schema, ...rest } = z.toJSONSchema(runResultSchema, { target: 'draft-2020-12' });
  const title = { title: 'Login Lab run result', description: '`run.json`: the data of every report.' };
  return `${JSON.stringify({ $schema, ...title, ...rest }, null, 2)}\n`;
};
