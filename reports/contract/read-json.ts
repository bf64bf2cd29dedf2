import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { renderSchema } from '../schema.ts';
import type { Reader } from './describe-reporter.ts';

// The date-time format comes with a pattern of its own, which is what counts here.
const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(renderSchema()));

/** `run.json` fits the published schema and equals the run. */
export const reader: Reader = () => (files, run) => {
  const [file] = files;
  expect(file?.path).toBe('run.json');
  const parsed: unknown = JSON.parse(file?.content ?? '');
  validate(parsed);
  expect(validate.errors).toBeNull();
  expect(parsed).toEqual({ ...JSON.parse(JSON.stringify(run)), $schema: './run-result.schema.json' });
};
