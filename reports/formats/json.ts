import type { RunResult } from '../../scenarios/model/index.ts';
import type { Reporter } from '../reporter.ts';
import { renderSchema, SCHEMA_FILE } from '../schema.ts';

/** One line for each. */
const listed = function* <T>(all: readonly T[], render: (each: T) => string): Generator<string> {
  for (const [place, each] of all.entries()) yield `${place > 0 ? ',' : ''}\n    ${render(each)}`;
};

/** File of the exchanges: of a whole catalogue they are twenty times as large as all the rest. */
export const EXCHANGES_FILE = 'exchanges.json.gz';

/** All but the results. */
const renderHead = (run: RunResult): string => {
  const { $schema: _, results: ____, exchanges: __, exchangesFile: ___, ...rest } = run; // an earlier `$schema` points somewhere else
  return JSON.stringify({ $schema: `./${SCHEMA_FILE}`, ...rest, exchanges: {}, exchangesFile: EXCHANGES_FILE }, null, 2);
};

/** Lines of `run.json` before its first result. */
export const linesBeforeResults = (run: RunResult): number => renderHead(run).split('\n').length;

/** One line per result, so that `grep` and `diff` work on thousands of them. */
const renderRun = function* (run: RunResult): Generator<string> {
  yield `${renderHead(run).slice(0, -'\n}'.length)},\n  "results": [`;
  yield* listed(run.results, (result) => JSON.stringify(result));
  yield '\n  ]\n}\n';
};

const renderExchanges = function* ({ exchanges }: RunResult): Generator<string> {
  yield '{';
  yield* listed(Object.keys(exchanges), (id) => `${JSON.stringify(id)}: ${JSON.stringify(exchanges[id])}`);
  yield '\n}\n';
};

/** The run as JSON, its exchanges compressed beside it, and its schema, so that an editor or a validator needs no network. */
export const json: Reporter = {
  format: 'json',
  files: ['run.json', EXCHANGES_FILE, SCHEMA_FILE],
  render: (run) => [
    { path: 'run.json', pieces: () => renderRun(run) },
    { path: EXCHANGES_FILE, pieces: () => renderExchanges(run), gzip: true },
    { path: SCHEMA_FILE, pieces: () => [renderSchema()] },
  ],
};
