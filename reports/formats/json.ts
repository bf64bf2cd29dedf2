import { gzipSync } from 'node:zlib';
import type { RunResult } from '../../scenarios/model/index.ts';
import type { Reporter } from '../reporter.ts';
import { renderSchema, SCHEMA_FILE } from '../schema.ts';

const listed = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join(',');

/** File of the exchanges: of a whole catalogue they are twenty times as large as all the rest. */
export const EXCHANGES_FILE = 'exchanges.json.gz';

/** Higher levels take twice the time and save a tenth. */
const LEVEL = 5;

/** All but the results. */
const renderHead = (run: RunResult): string => {
  const { $schema: _, results: ____, exchanges: __, exchangesFile: ___, ...rest } = run; // an earlier `$schema` points somewhere else
  return JSON.stringify({ $schema: `./${SCHEMA_FILE}`, ...rest, exchanges: {}, exchangesFile: EXCHANGES_FILE }, null, 2);
};

/** Lines of `run.json` before its first result. */
export const linesBeforeResults = (run: RunResult): number => renderHead(run).split('\n').length;

/** One line per result, so that `grep` and `diff` work on thousands of them. */
const renderRun = (run: RunResult): string => {
  const head = renderHead(run);
  const each = run.results.map((result) => JSON.stringify(result));
  return `${head.slice(0, -'\n}'.length)},\n  "results": [${listed(each)}\n  ]\n}\n`;
};

/** One line per exchange; the compressed file as base64. */
const renderExchanges = ({ exchanges }: RunResult): string => {
  const named = Object.entries(exchanges).map(([id, exchange]) => `${JSON.stringify(id)}: ${JSON.stringify(exchange)}`);
  return gzipSync(`{${listed(named)}\n}\n`, { level: LEVEL }).toString('base64');
};

/** The run as JSON, its exchanges compressed beside it, and its schema, so that an editor or a validator needs no network. */
export const json: Reporter = {
  format: 'json',
  files: ['run.json', EXCHANGES_FILE, SCHEMA_FILE],
  render: (run) => [
    { path: 'run.json', content: renderRun(run) },
    { path: EXCHANGES_FILE, content: renderExchanges(run), encoding: 'base64' },
    { path: SCHEMA_FILE, content: renderSchema() },
  ],
};
