import type { RunResult } from '../scenarios/model/index.ts';

/** One file of a report; `path` is relative to the folder that the reports go to. */
export interface ReportFile {
  readonly path: string;
  readonly content: string;
}

/** Turns a run into files. Pure: no clock, environment, file or network; the same run gives the same bytes. */
export interface Reporter {
  /** Its key in `REPORTERS`. */
  readonly format: string;
  /** Files that an earlier run may have left and this one does not write again: they would tell of something else. */
  readonly replaces?: { readonly folder: string; readonly names: RegExp };
  /** The file that a person or a machine opens comes first. */
  render(run: RunResult): readonly ReportFile[];
}
