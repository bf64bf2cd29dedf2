import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readRealRun, readSampleRun } from './contract/sample-run.ts';
import { renderSchema, SCHEMA_FILE } from './schema.ts';

const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(renderSchema()));

test('the published schema is fresh', () => {
  const published = readFileSync(new URL(`../docs/schema/${SCHEMA_FILE}`, import.meta.url), 'utf8');
  expect(published, 'regenerate it with: npm run -s tsx -- reports/generate-schema.ts').toBe(renderSchema());
});

test('the committed samples fit the published schema', () => {
  expect(validate(readSampleRun())).toBe(true);
  expect(validate(readRealRun())).toBe(true);
});

test('a verdict that does not exist, a member that nobody knows and a wrong version do not fit', () => {
  const { results, ...run } = readSampleRun();
  const [first, ...rest] = results;
  expect(validate({ ...run, results: [{ ...first, verdict: 'maybe' }, ...rest] })).toBe(false);
  expect(validate({ ...run, results, mood: 'good' })).toBe(false);
  expect(validate({ ...run, results, schemaVersion: 2 })).toBe(false);
});
