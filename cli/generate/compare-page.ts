import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { renderMarkdown } from '../../reports/index.ts';
import { type Comparison, comparisonSchema } from '../../scenarios/model/index.ts';
import { GENERATED } from './markdown.ts';

export const COMPARISON_SCHEMA_FILE = 'comparison.schema.json';

const COMMITTED = new URL('../../reports/sample/compare.json', import.meta.url);

/** The comparison that the page is made from. A test plays it again. */
export const readCommittedComparison = async (): Promise<Comparison> =>
  comparisonSchema.parse(JSON.parse(await readFile(COMMITTED, 'utf8')));

/** `docs/compare.md`: the same stories at every provider, as they went in the committed run. */
export const comparePage = (comparison: Comparison): string =>
  [
    GENERATED,
    '# Providers compared',
    '',
    'The same steps at each provider, played in the lab with a reference client that follows its documentation. `loginlab compare` plays them again.',
    '',
    renderMarkdown(comparison, { behavioursPage: 'behaviours.md' }),
  ].join('\n');

/** JSON Schema (draft 2020-12) of `compare.json`. */
export const comparisonJsonSchema = (): string => {
  const { $schema, ...rest } = z.toJSONSchema(comparisonSchema, { target: 'draft-2020-12' });
  const title = { title: 'Login Lab comparison', description: '`compare.json`: the same stories at several providers.' };
  return `${JSON.stringify({ $schema, ...title, ...rest }, undefined, 2)}\n`;
};
