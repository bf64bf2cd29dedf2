import { expect, test } from 'vitest';
import type { RunResult } from '../../scenarios/model/index.ts';
import { describeReporter } from '../contract/describe-reporter.ts';
import { readHtml, readSkeleton } from '../contract/read-html.ts';
import { readJson } from '../contract/read-json.ts';
import { readJunit } from '../contract/read-junit.ts';
import { readMarkdown, readMarkdownSkeleton } from '../contract/read-markdown.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { REPORTERS, type ReportFile, type ReportFormat, renderReports } from '../index.ts';

const rendered = (format: ReportFormat): readonly ReportFile[] => REPORTERS[format].render(readSampleRun());
const skeletons = new Map(rendered('html').map(({ path, content }) => [path, readSkeleton(content)]));

const READERS: Readonly<Record<ReportFormat, (files: readonly ReportFile[], run: RunResult) => void>> = {
  json: readJson,
  junit: readJunit,
  html: readHtml(skeletons),
  markdown: readMarkdown(readMarkdownSkeleton(rendered('markdown')[0]?.content ?? '')),
};

for (const [name, reporter] of Object.entries(REPORTERS))
  describeReporter(name, reporter, READERS[reporter.format as ReportFormat]);

test('the formats asked for are rendered, each once', () => {
  const files = renderReports(readSampleRun(), ['markdown', 'junit', 'json', 'junit']);
  expect(files.map(({ path }) => path)).toEqual(['run.json', 'run-result.schema.json', 'junit.xml', 'summary.md']);
});
