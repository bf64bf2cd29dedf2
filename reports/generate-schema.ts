/** Writes the JSON Schema of `run.json` into the docs; with `--check` only reports whether it is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { LoginLabError } from '../provider/model/errors.ts';
import { renderSchema, SCHEMA_FILE } from './schema.ts';

const COMMAND = 'npm run -s tsx -- reports/generate-schema.ts';
const target = new URL(`../docs/schema/${SCHEMA_FILE}`, import.meta.url);

const readPublished = async (): Promise<string | undefined> => {
  try {
    return await readFile(target, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new LoginLabError('internal', `Reading ${target.pathname} failed; look at its permissions.`, { cause });
  }
};

/** Exit code of `--check`: 0 when the published schema equals the code's. */
const check = async (): Promise<number> => {
  const published = await readPublished();
  if (published === renderSchema()) return 0;
  const found = published === undefined ? 'there is none' : 'it differs from scenarios/model/run-result.ts';
  console.error(`docs/schema/${SCHEMA_FILE} is out of date: ${found}. Regenerate it with: ${COMMAND}`);
  return 1;
};

if (process.argv.includes('--check')) process.exitCode = await check();
else await writeFile(target, renderSchema());
