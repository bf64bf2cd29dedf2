import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { readRun } from '../read-run.ts';
import { renderSchema } from '../schema.ts';
import type { Reader } from './describe-reporter.ts';
import { besideOf } from './rendered.ts';

// The date-time format comes with a pattern of its own, which is what counts here.
const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(renderSchema()));

/** `run.json` fits the published schema, names its exchanges, and is read as the run that it was written from. */
export const reader: Reader = () => (files, run) => {
  const [file] = files;
  expect(file?.path).toBe('run.json');
  const parsed: unknown = JSON.parse(file?.content ?? '');
  validate(parsed);
  expect(validate.errors).toBeNull();
  expect(parsed).toMatchObject({ $schema: './run-result.schema.json', exchanges: {}, exchangesFile: 'exchanges.json.gz' });
  const { $schema: _, exchangesFile: __, ...written } = JSON.parse(JSON.stringify(run));
  expect(readRun(file?.content ?? '', besideOf(files))).toEqual(written);
};
