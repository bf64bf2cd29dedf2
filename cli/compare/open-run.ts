import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { type NamedRun, readRun } from '../../reports/index.ts';
import { fromUser } from '../paths.ts';

const usage = (written: string, message: string, cause?: unknown): LoginLabError =>
  new LoginLabError('usage', `compare: ${written}: ${message}`, { field: 'RUN', ...(cause === undefined ? {} : { cause }) });

/** The file of a run: named itself, or by its folder. */
const fileOf = (written: string): string => {
  const place = fromUser(written);
  if (!existsSync(place))
    throw usage(written, 'there is no such file or folder.\n  A run leaves a run.json: loginlab run --out FOLDER');
  if (!statSync(place).isDirectory()) return place;
  const file = path.join(place, 'run.json');
  if (existsSync(file)) return file;
  throw usage(written, 'the folder has no run.json.\n  Name the folder that was given to --out: loginlab run --out FOLDER');
};

/** The version of the format comes first: of a newer run no other field may be as expected. */
const checkVersion = (written: string, text: string): void => {
  let version: unknown;
  try {
    version = (JSON.parse(text) as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw usage(
      written,
      `is no whole JSON (${why}).\n  It may have been cut off while it was written. Run again: loginlab run`,
      cause,
    );
  }
  if (version === 1) return;
  const found = version === undefined ? 'none' : JSON.stringify(version);
  const fix =
    typeof version === 'number' && version > 1
      ? 'Use the Login Lab that wrote it, or a newer one.'
      : 'Run again with this version.';
  throw usage(written, `schemaVersion: expected 1, found ${found}.\n  ${fix}`);
};

/** Reads a run with its exchanges. Throws `usage`, which names the file, the field and what to do. */
export const openRun = (written: string): NamedRun => {
  const file = fileOf(written);
  const text = readFileSync(file, 'utf8');
  checkVersion(written, text);
  try {
    return { file: written, run: readRun(text, (name) => readFileSync(path.join(path.dirname(file), name))) };
  } catch (cause) {
    if (cause instanceof LoginLabError) throw usage(written, cause.message, cause);
    throw cause;
  }
};
