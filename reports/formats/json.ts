import type { RunResult } from '../../scenarios/model/index.ts';
import type { Reporter } from '../reporter.ts';
import { renderSchema, SCHEMA_FILE } from '../schema.ts';

const listed = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join(',');

/** One line per result and per exchange, so that `grep` and `diff` work on thousands of them. */
const renderRun = (run: RunResult): string => {
  const { $schema: _, results, exchanges, ...rest } = run; // an earlier `$schema` points somewhere else
  const head = JSON.stringify({ $schema: `./${SCHEMA_FILE}`, ...rest }, null, 2).slice(0, -'\n}'.length);
  const named = Object.entries(exchanges).map(([id, exchange]) => `${JSON.stringify(id)}: ${JSON.stringify(exchange)}`);
  const each = results.map((result) => JSON.stringify(result));
  return `${head},\n  "exchanges": {${listed(named)}\n  },\n  "results": [${listed(each)}\n  ]\n}\n`;
};

/** The run as JSON, with its schema in the same folder, so that an editor or a validator needs no network. */
export const json: Reporter = {
  format: 'json',
  render: (run) => [
    { path: 'run.json', content: renderRun(run) },
    { path: SCHEMA_FILE, content: renderSchema() },
  ],
};
