/** Reads the entries of a HAR one by one: a recording of hours does not fit into memory. */

import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { JSONParser } from '@streamparser/json';
import { LoginLabError } from '../../provider/model/index.ts';
import { visibleLine } from '../../reports/index.ts';

const AGAIN = 'Export the recording again as HAR 1.2 ("Save all as HAR"), and wait until it has been written.';

const refusal = (file: string, what: string, fix: string, cause?: unknown): LoginLabError =>
  new LoginLabError('config', `lint: ${visibleLine(file)}: ${what}.\n  ${fix}`, { field: file, cause });

const problem = (file: string, found: string, fix: string, cause?: unknown): LoginLabError =>
  refusal(file, `expected a HAR 1.2 file, found ${found}`, fix, cause);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4)).toString('hex');

/** What else people save from the same tools, by its first bytes. */
const OTHERS: readonly (readonly [beginning: RegExp, found: string, fix: string])[] = [
  [/^1f8b/, 'a gzip archive', 'Unpack it first: gunzip FILE.har.gz'],
  [/^504b/, 'a ZIP archive, as the sessions of Fiddler are', 'Export the sessions as "HTTPArchive v1.2".'],
  [
    /^0a0d0d0a|^(?:d4c3b2a1|a1b2c3d4)/,
    'captured packets',
    'Record with a browser or a proxy that exports HAR, such as mitmproxy.',
  ],
  [/^fffe|^feff/, 'text in UTF-16', 'Save it as UTF-8.'],
  [/^3c/, 'HTML or XML', 'In Charles use File, Export Session, with the type "HTTP Archive (.har)".'],
];

const refuseOthers = (file: string, first: Uint8Array): void => {
  const start = Buffer.from(first)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const other = OTHERS.find(([beginning]) => beginning.test(hex(first)) || beginning.test(hex(Buffer.from(start, 'latin1'))));
  if (other) throw problem(file, other[1], other[2]);
  if (start.startsWith('[')) throw problem(file, 'a JSON array', AGAIN);
  if (!start.startsWith('{')) throw problem(file, 'text that is no JSON', AGAIN);
};

const withoutBom = (chunk: Uint8Array): Uint8Array =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;

const sizeOf = async (file: string): Promise<number> => {
  try {
    const found = await stat(file);
    await access(file, constants.R_OK);
    if (found.isFile()) return found.size;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw refusal(file, (cause as Error).message, 'Check the path.', cause);
    throw refusal(file, 'there is no such file', 'Check the path. A pattern such as *.har is expanded by the shell.', cause);
  }
  throw problem(file, 'a folder', 'Name the files in it: FOLDER/*.har');
};

/** What came of a HAR besides its entries. */
export interface HarSummary {
  /** The tool that wrote it: `Firefox 133.0`; empty if it does not say. */
  readonly creator: string;
  readonly entries: number;
}

const creatorOf = (value: unknown): string => {
  const { name, version } = (value ?? {}) as { name?: unknown; version?: unknown };
  return [name, version].filter((part) => typeof part === 'string').join(' ');
};

/** Calls `onEntry` with each entry of a HAR and its place. Rejects with `config` for what is no HAR, or is cut off. */
export const readHar = async (file: string, onEntry: (entry: unknown, place: number) => void): Promise<HarSummary> => {
  const size = await sizeOf(file);
  if (size === 0) throw problem(file, 'an empty file', AGAIN);
  const seen = { creator: '', entries: 0 };
  const parser = new JSONParser({ paths: ['$.log.creator', '$.log.entries.*'], keepStack: false });
  const failed: { error?: Error } = {};
  parser.onError = (error) => {
    failed.error ??= error;
  };
  parser.onValue = ({ value, key }) => {
    if (key === 'creator') seen.creator = creatorOf(value);
    else if (typeof key === 'number') onEntry(value, seen.entries++);
  };
  let isFirst = true;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    if (isFirst) refuseOthers(file, chunk);
    if (!parser.isEnded) parser.write(isFirst ? withoutBom(chunk) : chunk);
    isFirst = false;
    if (failed.error) break;
  }
  const whole = `${seen.entries} complete ${seen.entries === 1 ? 'entry' : 'entries'} in ${size} bytes`;
  if (failed.error) throw problem(file, `broken JSON after ${whole}`, AGAIN, failed.error);
  if (!parser.isEnded) throw problem(file, `a file that is cut off, with ${whole}`, AGAIN);
  if (seen.entries === 0) throw problem(file, 'JSON without an entry in `log.entries`', AGAIN);
  return { creator: seen.creator, entries: seen.entries };
};
