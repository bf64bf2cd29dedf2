import { readFileSync } from 'node:fs';
import { type RunResult, runResultSchema } from '../../scenarios/model/index.ts';

const read = (file: string): RunResult =>
  runResultSchema.parse(JSON.parse(readFileSync(new URL(`../sample/${file}`, import.meta.url), 'utf8')));

/** A small handwritten run with every verdict and every expectation status; a new copy for each caller. */
export const readSampleRun = (): RunResult => read('every-verdict.json');

/** A real run of bundled apps; a new copy for each caller. */
export const readRealRun = (): RunResult => read('run.json');
