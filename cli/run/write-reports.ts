import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import type { Reporter, ReportFormat } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';

/** Writes the reports into a folder, which is created. Returns the folder and the file to open. Throws `usage`. */
export const writeReports = async (
  run: RunResult,
  formats: readonly ReportFormat[],
  folder: string,
): Promise<{ readonly folder: string; readonly opened: string }> => {
  const { REPORTERS, renderReports } = await import('../../reports/index.ts');
  const files = renderReports(run, formats);
  const reporters: readonly Reporter[] = formats.map((format) => REPORTERS[format]);
  for (const { replaces } of reporters) if (replaces) await removeOld(path.join(folder, replaces.folder), replaces.names);
  for (const { path: name, content, encoding = 'utf8' } of files)
    await write(path.join(folder, name), Buffer.from(content, encoding));
  const opened = files.find((file) => file.path.endsWith('.html')) ?? files[0];
  return { folder, opened: path.join(folder, opened?.path ?? 'run.json') };
};

/** Removes the files of an earlier run, and nothing else. */
const removeOld = async (folder: string, names: RegExp): Promise<void> => {
  const found = await readdir(folder).catch(() => []); // the folder is missing or unreadable: the write below reports why
  for (const name of found.filter((each) => names.test(each))) await rm(path.join(folder, name));
};

const write = async (file: string, content: Uint8Array): Promise<void> => {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `--out: the report ${forUser(file)} cannot be written: ${reason}\n  Choose a writable folder: --out FOLDER`;
    throw new LoginLabError('usage', message, { field: '--out', cause });
  }
};
