import { expect } from 'vitest';
import type { Reader } from './describe-reporter.ts';

/** Each line is a result of the run. */
export const reader: Reader = () => (files, run) => {
  const lines = files.flatMap(({ content }) => content.split('\n').filter((line) => line !== ''));
  expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(run.results)));
};
