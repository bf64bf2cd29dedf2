import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { readRun } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { forUser, fromUser } from '../paths.ts';

/** The `run.json` that is meant: the file, or that of a folder of reports. */
export const runFileOf = (named: string): string => {
  const place = fromUser(named);
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ? path.join(place, 'run.json') : place;
};

/** Reads a run and its exchanges. `named` is its file or its folder. Rejects with `usage` and what to do. */
export const openRun = async (named: string, field: string): Promise<RunResult> => {
  const file = runFileOf(named);
  const text = await readFile(file, 'utf8').catch((cause) => {
    const why = cause instanceof Error && 'code' in cause && cause.code !== 'ENOENT' ? ` (${cause.message})` : '';
    const message = `${field}: there is no run at ${forUser(file)}${why}.\n  Run the scenarios first: loginlab run. It writes reports/out/run.json`;
    throw new LoginLabError('usage', message, { field, cause });
  });
  return readRun(text, (name) => readFileSync(path.join(path.dirname(file), name)), forUser(file));
};
