import { readFileSync } from 'node:fs';
import { type RunResult, runResultSchema } from '../../scenarios/model/index.ts';

/** The committed sample run, fresh for each caller. */
export const readSampleRun = (): RunResult =>
  runResultSchema.parse(JSON.parse(readFileSync(new URL('../sample/run.json', import.meta.url), 'utf8')));
