import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { visibleLine } from '../../drawing/visible.ts';
import { countRun } from '../../scenarios/model/index.ts';
import { renderName } from '../evidence.ts';
import type { Reader } from './describe-reporter.ts';

/** The schema of the format, as its authors publish it. */
const SCHEMA = new URL('../../node_modules/ctrf/dist/ctrf-schema-0.0.json', import.meta.url);
const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** `ctrf.json` fits the published schema, has a test for each result, and counts as the run does. */
export const reader: Reader = () => (files, run) => {
  expect(files.map(({ path }) => path)).toEqual(['ctrf.json']);
  const report = JSON.parse(files[0]?.content ?? '');
  validate(report);
  expect(validate.errors).toBeNull();
  const { tests, summary } = report.results as { tests: { name: string; suite: string[] }[]; summary: Record<string, number> };
  const own = tests.slice(tests.length - run.results.length);
  expect(own.map(({ name }) => name)).toEqual(run.results.map((result) => visibleLine(renderName(result))));
  const { fail, inconclusive, known, skip, unjudged, stale } = countRun(run);
  expect([summary.failed, summary.skipped]).toEqual([fail + inconclusive + unjudged + stale, known + skip]);
  const texts: string[] = [];
  JSON.stringify(report, (_, value) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  expect(texts.filter((text) => /[\u202a-\u202e]|\p{Cc}/u.test(text.replaceAll(/[\n\t]/g, '')))).toEqual([]);
};
