import type { RunResult } from '../scenarios/model/index.ts';

/** One file of a report; `path` is relative to the folder of the reports. */
export interface ReportFile {
  readonly path: string;
  readonly content: string;
  /** Of the content; `base64` for a file that is no text. Default `utf8`. */
  readonly encoding?: 'utf8' | 'base64';
}

/** Turns a run into files. Pure: no clock, environment, file or network; the same run gives the same bytes. */
export interface Reporter {
  /** Its key in `REPORTERS`. */
  readonly format: string;
  /** Paths of its files, known before there is a run. */
  readonly files: readonly string[];
  /**
   * Tells one of its files from a file of the same name that is somebody else's. Those of an earlier run are removed where this
   * format is not written; without this they stay.
   */
  readonly isOurs?: (content: string) => boolean;
  /** Files of an earlier run that this one does not overwrite; they are removed. */
  readonly replaces?: { readonly folder: string; readonly names: RegExp };
  /** The file to open comes first. */
  render(run: RunResult): readonly ReportFile[];
}
