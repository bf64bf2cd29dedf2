import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import picocolors from 'picocolors';
import { LoginLabError } from '../../provider/model/index.ts';
import { forUser, fromUser } from '../paths.ts';
import { replaceFiles } from '../whole-files.ts';
import { COMPARE_FORMAT_NAMES, type CompareFormatName } from './format-names.ts';

/** How one format writes a result. */
interface Format<T> {
  readonly file: string;
  render(result: T): string;
}

export interface OutputOptions {
  readonly format?: readonly CompareFormatName[];
  readonly out?: string;
}

const WIDTH = 100;

/** How wide a text may be, and whether it may have colours. */
export const terminal = () => ({ width: process.stdout.columns ?? WIDTH, color: picocolors.isColorSupported });

/** The formats that were asked for. Throws `usage` for several without a folder. */
export const chosenFormats = ({ format, out }: OutputOptions): readonly CompareFormatName[] => {
  const names = [...new Set(format ?? (out === undefined ? ['text' as const] : COMPARE_FORMAT_NAMES))];
  if (out === undefined && names.length > 1)
    throw new LoginLabError('usage', 'compare: several formats need a folder.\n  Add --out FOLDER', { field: '--format' });
  return names;
};

/** Prints the text, or the one format that was asked for; with a folder the formats go there. */
export const writeResult = async <T>(
  result: T,
  formats: Readonly<Record<CompareFormatName, Format<T>>>,
  text: (result: T) => string,
  options: OutputOptions,
): Promise<void> => {
  const names = chosenFormats(options);
  const [only = 'text'] = names;
  if (options.out === undefined) {
    process.stdout.write(only === 'text' ? text(result) : formats[only].render(result));
    return;
  }
  const folder = fromUser(options.out);
  await mkdir(folder, { recursive: true });
  await replaceFiles(
    names.map((name) => ({ file: path.join(folder, formats[name].file), content: formats[name].render(result) })),
  );
  process.stdout.write(text(result));
  const [first = 'text'] = names.includes('html') ? (['html'] as const) : names;
  console.log(`\nFiles are in ${forUser(folder)}; open ${forUser(path.join(folder, formats[first].file))}`);
};
