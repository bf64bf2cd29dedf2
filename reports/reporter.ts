import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { RunResult } from '../scenarios/model/index.ts';

/** One file of a report; `path` is relative to the folder of the reports. */
export interface ReportFile {
  readonly path: string;
  /** Its text in pieces, each made when it is asked for: the files of a whole catalogue take more memory than the run. */
  pieces(): Iterable<string>;
  /** The file holds its text compressed. */
  readonly gzip?: true;
}

/** Higher levels take twice the time and save a tenth. */
const GZIP_LEVEL = 5;

/** What is written into the file of a report. */
export const bytesOf = ({ pieces, gzip }: ReportFile): Iterable<string> | AsyncIterable<Uint8Array> =>
  gzip ? Readable.from(pieces()).compose(createGzip({ level: GZIP_LEVEL })) : pieces();

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
