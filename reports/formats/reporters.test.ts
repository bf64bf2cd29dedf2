import { expect, test } from 'vitest';
import { describeReporter, type Reader } from '../contract/describe-reporter.ts';
import { rendered } from '../contract/rendered.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { REPORTERS, renderReports } from '../index.ts';

/** A format has its reader in the contract's folder, under its own name. */
const readerOf = async (format: string): Promise<Reader> => {
  const { reader } = (await import(new URL(`../contract/read-${format}.ts`, import.meta.url).href)) as { reader: Reader };
  return reader;
};

for (const [name, reporter] of Object.entries(REPORTERS)) {
  const reader = await readerOf(name);
  describeReporter(name, reporter, reader(rendered(reporter, readSampleRun())));
}

test('the formats asked for are rendered, each once', () => {
  const files = renderReports(readSampleRun(), ['markdown', 'junit', 'json', 'junit']);
  expect(files.map(({ path }) => path)).toEqual([
    'run.json',
    'exchanges.json.gz',
    'run-result.schema.json',
    'junit.xml',
    'summary.md',
  ]);
});
