import { gzipSync } from 'node:zlib';
import type { RunResult } from '../../scenarios/model/index.ts';
import type { Reporter, ReportFile } from '../index.ts';
import type { ReadBeside } from '../read-run.ts';

/** A file of a report with its whole text. */
export type RenderedFile = Omit<ReportFile, 'pieces'> & { readonly content: string };

/** What a reporter makes of a run. */
export const rendered = (reporter: Reporter, run: RunResult): readonly RenderedFile[] =>
  reporter.render(run).map(({ pieces, ...file }) => ({ ...file, content: [...pieces()].join('') }));

/** The text of the file to open. */
export const firstText = (reporter: Reporter, run: RunResult): string => rendered(reporter, run)[0]?.content ?? '';

/** Reads one of these files as it is written. */
export const besideOf =
  (files: readonly RenderedFile[]): ReadBeside =>
  (name) => {
    const { content = '', gzip } = files.find(({ path }) => path === name) ?? {};
    return gzip ? gzipSync(content) : Buffer.from(content);
  };
