import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoginLabError } from '../provider/model/index.ts';
import type { RunResult } from '../scenarios/model/index.ts';
import { besideOf, rendered } from './contract/rendered.ts';
import { readSampleRun } from './contract/sample-run.ts';
import { json } from './formats/json.ts';
import { readRun } from './read-run.ts';

const FILES = rendered(json, readSampleRun());
const TEXT = FILES[0]?.content ?? '';
const EXCHANGES = besideOf(FILES)('exchanges.json.gz');

const messageOf = (text: string, beside: () => Uint8Array = () => EXCHANGES): string => {
  try {
    readRun(text, beside, 'part/run.json');
    return 'no error';
  } catch (error) {
    if (error instanceof LoginLabError && error.code === 'usage') return error.message;
    throw error;
  }
};

const changed = (edit: (run: RunResult) => object): string => {
  const run: RunResult = JSON.parse(TEXT);
  return JSON.stringify({ ...run, ...edit(run) });
};

const missing = (): never => {
  throw new Error('ENOENT: no such file');
};

test.each<readonly [what: string, text: string, message: RegExp]>([
  ['an empty file', ' \n', /^part\/run\.json: the file is empty\. Copy the whole folder/],
  [
    'half a file',
    TEXT.slice(0, TEXT.length / 2),
    /^part\/run\.json: this is no whole JSON \(\d+ characters\): .*run the scenarios again/,
  ],
  ['a page', '<!doctype html>', /^part\/run\.json: this is no whole JSON/],
  ['a list', '[]', /^part\/run\.json: expected the object of a run, found a list/],
  ['another report', '{"log":{}}', /^part\/run\.json: schemaVersion: expected 1, found nothing\. This is no run of Login Lab/],
  [
    'a newer run',
    changed(({ tool }) => ({ schemaVersion: 2, tool: { ...tool, version: '3.0.0' } })),
    /schemaVersion: expected 1, found 2\. It was written by loginlab 3\.0\.0\. Read it with that version or a newer one: npm install loginlab@latest/,
  ],
  [
    'an older run',
    changed(() => ({ schemaVersion: 0 })),
    /schemaVersion: expected 1, found 0\. .*Run the scenarios again with this version/,
  ],
  [
    'a verdict that does not exist',
    changed(({ results: [first, ...rest] }) => ({ results: [{ ...first, verdict: 'maybe' }, ...rest] })),
    /^part\/run\.json: results\[0\]\.verdict: expected one of .*, found "maybe"/,
  ],
  ['a field that is missing', changed(() => ({ seed: undefined })), /^part\/run\.json: seed: expected string, found nothing/],
  ['a field that nobody knows', changed(() => ({ mood: 'good' })), /^part\/run\.json: mood: this field does not belong there/],
  [
    'a way out of the folder',
    changed(() => ({ exchangesFile: '../x' })),
    /exchangesFile: expected the name of a file beside run\.json/,
  ],
])('%s: which file, which field, and what to do', (_, text, message) => {
  expect(messageOf(text)).toMatch(message);
});

test('exchanges that are not there, cut off, or something else: which file, and what to do', () => {
  expect(messageOf(TEXT, missing)).toMatch(/^part\/run\.json: exchangesFile: exchanges\.json\.gz cannot be read: ENOENT/);
  expect(messageOf(TEXT, () => EXCHANGES.subarray(0, EXCHANGES.length / 2))).toMatch(
    /exchanges\.json\.gz cannot be read: .*Keep it whole/,
  );
  expect(messageOf(TEXT, () => Buffer.from('nothing packed'))).toMatch(/exchanges\.json\.gz cannot be read/);
});

test('cut anywhere, or with any value in place of a field, it is a run or an error of ours', () => {
  fc.assert(
    fc.property(fc.nat(TEXT.length - 3), (length) => {
      expect(messageOf(TEXT.slice(0, length))).toMatch(/^part\/run\.json: /);
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(JSON.parse(TEXT))), fc.jsonValue(), (key, value) => {
      expect(messageOf(changed(() => ({ [key]: value })))).toMatch(/^(?:part\/run\.json: |no error)/);
    }),
    { numRuns: 100 },
  );
});
