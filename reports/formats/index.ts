import type { Reporter } from '../reporter.ts';
import { ctrf } from './ctrf.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { matrix } from './matrix.ts';
import { sarif } from './sarif.ts';

/** Every format by its name: for `--format`, the docs and `renderReports`. */
export const REPORTERS = { json, junit, html, markdown, ctrf, sarif, matrix } as const satisfies Readonly<
  Record<string, Reporter>
>;
export type ReportFormat = keyof typeof REPORTERS;
