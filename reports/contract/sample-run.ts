import { readFileSync } from 'node:fs';
import type { RunResult } from '../../scenarios/model/index.ts';
import { readRun } from '../read-run.ts';

const beside = (file: string): Buffer => readFileSync(new URL(`../sample/${file}`, import.meta.url));

const read = (file: string): RunResult => readRun(beside(file).toString('utf8'), beside);

/** A small handwritten run with every verdict and everything that is counted; a new copy for each caller. */
export const readSampleRun = (): RunResult => read('every-verdict.json');

/** A real run of bundled apps; a new copy for each caller. */
export const readRealRun = (): RunResult => read('run.json');
