import path from 'node:path';
import { type SourceFile, withoutComments } from './source-files.ts';

export interface Import {
  readonly from: string;
  readonly line: number;
  /** A file of ours (`provider/model/index.ts`), or the name of a package (`zod`, `node:fs`). */
  readonly target: string;
  readonly kind: 'ours' | 'package' | 'node';
}

const SPECIFIER = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)(['"])([^'"\n]+)\1/gm;

/** Every import of a file, static or dynamic, of values or of types. */
export const readImports = (file: SourceFile): readonly Import[] => {
  const text = withoutComments(file.text);
  return [...text.matchAll(SPECIFIER)].map((match) => ({
    from: file.path,
    line: text.slice(0, match.index).split('\n').length,
    ...resolve(file.path, match[2] ?? ''),
  }));
};

const resolve = (from: string, specifier: string): Pick<Import, 'target' | 'kind'> => {
  if (specifier.startsWith('.')) return { target: path.posix.join(path.posix.dirname(from), specifier), kind: 'ours' };
  if (specifier === 'loginlab') return { target: 'index.ts', kind: 'ours' };
  if (specifier.startsWith('node:')) return { target: specifier, kind: 'node' };
  return { target: specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'), kind: 'package' };
};
