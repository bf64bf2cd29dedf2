import { gunzipSync } from 'node:zlib';
import { LoginLabError } from '../provider/model/index.ts';
import { type RunResult, runResultSchema } from '../scenarios/model/index.ts';

/** Reads a file that lies beside `run.json`. */
export type ReadBeside = (name: string) => Uint8Array;

/**
 * The run that the reporter `json` wrote, with its exchanges, so that every report can be made again. Throws `usage` where the
 * text is no run, or names a file that is not beside it.
 */
export const readRun = (text: string, readBeside: ReadBeside): RunResult => {
  const { $schema: _, exchangesFile, ...run } = parsed(text);
  if (exchangesFile === undefined) return run;
  return { ...run, exchanges: runResultSchema.shape.exchanges.parse(readExchanges(exchangesFile, readBeside)) };
};

const parsed = (text: string): RunResult => {
  try {
    return runResultSchema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LoginLabError('usage', `Expected the run.json of a run, found something else: ${why}`, { cause });
  }
};

const readExchanges = (file: string, readBeside: ReadBeside): unknown => {
  // A name, not a path: a run must not make us read elsewhere.
  if (!/^[\w.-]+$/.test(file))
    throw new LoginLabError('usage', `exchangesFile: expected the name of a file beside run.json, found "${file}".`, {
      field: 'exchangesFile',
    });
  try {
    return JSON.parse(gunzipSync(readBeside(file)).toString('utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `exchangesFile: ${file} cannot be read: ${why}. Keep it beside run.json.`;
    throw new LoginLabError('usage', message, { field: 'exchangesFile', cause });
  }
};
