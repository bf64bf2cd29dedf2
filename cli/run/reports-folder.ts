import { mkdir, open, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import type { Reporter, ReportFile, ReportFormat } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';
import { fileOfDraft, replaceFiles, type WholeFile } from '../whole-files.ts';
import { type FolderLock, LOCK_FILE, lockFolder } from './folder-lock.ts';

/** A folder that is ready for the reports of a run, and that no other run uses until it is disposed of. */
export interface ReportsFolder extends AsyncDisposable {
  /** Writes all reports, or none and rejects with `usage`. Returns the file to open. */
  write(run: RunResult): Promise<string>;
}

/** Room that reports need at least, in bytes: a page with some hundred results. */
const ROOM_BYTES = 4 * 1024 * 1024;

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const outError = (message: string, cause?: unknown): LoginLabError =>
  new LoginLabError('usage', `--out: ${message}`, { field: '--out', cause });

const unwritable = (file: string, cause: unknown): LoginLabError =>
  outError(`the report ${forUser(file)} cannot be written: ${reasonOf(cause)}\n  Choose a writable folder: --out FOLDER`, cause);

/** A folder that bears the name of a report could be replaced by none. */
const refuseFolders = async (files: readonly string[]): Promise<void> => {
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory())
      throw outError(
        `${forUser(file)} is a folder, and a report is to be written in its place. Move it away, or choose another folder: --out FOLDER`,
      );
  }
};

const takeFor = async (folder: string): Promise<FolderLock> => {
  const lock = await lockFolder(folder);
  if (typeof lock !== 'number') return lock;
  throw outError(
    `another run (process ${lock}) writes its reports into ${forUser(folder)}. Wait for it, or choose another folder: --out FOLDER\n  If there is no such run, delete ${forUser(path.join(folder, LOCK_FILE))}`,
  );
};

/** Finds a full disk before the apps are driven. */
const tryRoom = async (folder: string): Promise<void> => {
  const file = path.join(folder, `${LOCK_FILE}.room`);
  try {
    await using handle = await open(file, 'w');
    await handle.writeFile(Buffer.alloc(ROOM_BYTES, '.'));
    await handle.sync();
  } catch (cause) {
    throw outError(
      `reports of ${ROOM_BYTES / 1024 / 1024} MiB cannot be written to ${forUser(folder)}: ${reasonOf(cause)}\n  Make room, or choose another folder: --out FOLDER`,
      cause,
    );
  } finally {
    await rm(file, { force: true });
  }
};

/** Removes what a run that was killed left half written. */
const removeDrafts = async (folder: string, files: readonly string[]): Promise<void> => {
  const left = (await readdir(folder)).filter((name) => files.includes(fileOfDraft(name) ?? ''));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
};

/** Removes the files of an earlier run that this one does not replace, and nothing else. */
const removeOld = async (folder: string, { replaces }: Reporter): Promise<void> => {
  if (!replaces) return;
  const found = await readdir(path.join(folder, replaces.folder)).catch(() => []);
  for (const name of found.filter((each) => replaces.names.test(each))) await rm(path.join(folder, replaces.folder, name));
};

/** Removes the files of formats that an earlier run wrote and this one does not. A file of the same name that is not ours stays. */
const removeOtherFormats = async (folder: string, reporters: readonly Reporter[]): Promise<void> => {
  for (const { files, isOurs } of reporters) {
    for (const file of files.map((name) => path.join(folder, name))) {
      const content = await readFile(file, 'utf8').catch(() => undefined);
      if (content !== undefined && isOurs?.(content)) await rm(file);
    }
  }
};

const holdsText = async (file: string, pieces: Iterable<string>): Promise<boolean> => {
  const held = await readFile(file).catch(() => undefined);
  if (held === undefined) return false;
  let at = 0;
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    if (!held.subarray(at, at + bytes.length).equals(bytes)) return false;
    at += bytes.length;
  }
  return at === held.length;
};

/** True for a folder with reports of this very run: those of other formats stay. */
const holdsSameRun = async (folder: string, files: readonly ReportFile[]): Promise<boolean> => {
  const run = files.find(({ path: name }) => name === 'run.json');
  return run !== undefined && (await holdsText(path.join(folder, run.path), run.pieces()));
};

/** A report that cannot be made is no fault of the folder. */
const isOfSystem = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause;

const writeAll = async (folder: string, files: readonly ReportFile[]): Promise<void> => {
  const { bytesOf } = await import('../../reports/index.ts');
  const places = files.map((file) => path.join(folder, file.path));
  await refuseFolders(places);
  const whole = function* (): Generator<WholeFile> {
    for (const file of files) yield { file: path.join(folder, file.path), content: bytesOf(file) };
  };
  try {
    for (const place of places) await mkdir(path.dirname(place), { recursive: true });
    await replaceFiles(whole());
  } catch (cause) {
    throw isOfSystem(cause) ? unwritable(places[0] ?? folder, cause) : cause;
  }
};

/** Removes folders that were made for nothing, from the innermost to the first. */
const removeEmpty = async (folder: string, first: string): Promise<void> => {
  for (let each = folder; each.startsWith(first); each = path.dirname(each)) await rmdir(each);
};

const prepare = async (folder: string, names: readonly string[]): Promise<FolderLock> => {
  const lock = await takeFor(folder);
  try {
    await removeDrafts(folder, names);
    await tryRoom(folder);
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/**
 * Makes a folder ready for reports in these formats. Throws `usage` for one that cannot be made or written, that has no room or
 * a folder in place of a report, or that another run uses.
 */
export const openReportsFolder = async (folder: string, formats: readonly ReportFormat[]): Promise<ReportsFolder> => {
  const { REPORTERS, renderReports } = await import('../../reports/index.ts');
  const reporters: readonly Reporter[] = formats.map((format) => REPORTERS[format]);
  const names = reporters.flatMap(({ files }) => files);
  const failed = (cause: unknown) => Promise.reject(unwritable(path.join(folder, names[0] ?? ''), cause));
  const first = await mkdir(folder, { recursive: true }).catch(failed);
  await refuseFolders(names.map((name) => path.join(folder, name)));
  const lock = await prepare(folder, names).catch((cause) =>
    cause instanceof LoginLabError ? Promise.reject(cause) : failed(cause),
  );
  return {
    async write(run) {
      const files = renderReports(run, formats);
      const isSame = await holdsSameRun(folder, files);
      await writeAll(folder, files);
      for (const reporter of reporters) await removeOld(folder, reporter);
      const others: readonly Reporter[] = isSame ? [] : Object.values(REPORTERS);
      await removeOtherFormats(
        folder,
        others.filter((reporter) => !reporters.includes(reporter)),
      );
      const opened = files.find((file) => file.path.endsWith('.html')) ?? files[0];
      return path.join(folder, opened?.path ?? 'run.json');
    },
    async [Symbol.asyncDispose]() {
      await lock.release();
      if (first !== undefined) await removeEmpty(folder, first).catch(() => undefined); // it holds reports
    },
  };
};
