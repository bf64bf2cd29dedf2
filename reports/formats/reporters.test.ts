import { expect, test } from 'vitest';
import type { RunResult } from '../../scenarios/model/index.ts';
import { describeReporter } from '../contract/describe-reporter.ts';
import { readHtml, readSkeleton } from '../contract/read-html.ts';
import { readJson } from '../contract/read-json.ts';
import { readJunit } from '../contract/read-junit.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { REPORTERS, type ReportFile, type ReportFormat, renderReports } from '../index.ts';

const skeleton = readSkeleton(REPORTERS.html.render(readSampleRun())[0]?.content ?? '');

const READERS: Readonly<Record<ReportFormat, (files: readonly ReportFile[], run: RunResult) => void>> = {
  json: readJson,
  junit: readJunit,
  html: readHtml(skeleton),
};

for (const [name, reporter] of Object.entries(REPORTERS))
  describeReporter(name, reporter, READERS[reporter.format as ReportFormat]);

test('the formats asked for are rendered, each once', () => {
  const files = renderReports(readSampleRun(), ['html', 'json', 'html']);
  expect(files.map(({ path }) => path)).toEqual(['run.json', 'run-result.schema.json', 'index.html']);
});
