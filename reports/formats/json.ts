import type { Reporter } from '../reporter.ts';
import { renderSchema, SCHEMA_FILE } from '../schema.ts';

/** The interchange format: the run itself, with its schema beside it, so that an editor or a validator needs no network. */
export const json: Reporter = {
  format: 'json',
  render: (run) => [
    { path: 'run.json', content: `${JSON.stringify({ $schema: `./${SCHEMA_FILE}`, ...without$schema(run) }, null, 2)}\n` },
    { path: SCHEMA_FILE, content: renderSchema() },
  ],
};

// An earlier `$schema` points somewhere else; `run.json` is read where it lies.
const without$schema = <T extends { readonly $schema?: unknown }>({ $schema: _, ...rest }: T): Omit<T, '$schema'> => rest;
