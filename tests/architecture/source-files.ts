import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const FOLDERS = ['provider', 'scenarios', 'fixtures', 'drawing', 'reports', 'cli', 'runners', 'bench', 'examples', 'tests'];
const NOT_OURS = ['node_modules', 'dist', 'out'];

export interface SourceFile {
  /** From the root, with forward slashes: `provider/model/index.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every source file of ours, sorted by path. */
export const readSourceFiles = async (): Promise<readonly SourceFile[]> => {
  const patterns = [`{${FOLDERS.join(',')}}/**/*.{ts,tsx,mjs,js}`, '*.ts'];
  const found = await Array.fromAsync(glob(patterns, { cwd: ROOT, exclude: (name) => NOT_OURS.includes(path.basename(name)) }));
  return found
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
};

const TEST_CODE = [
  /\.(test|contract|test-d|probes)\.ts$/,
  /\/(test|fake)-[^/]+\.ts$/,
  /^tests\//,
  /^(reports\/contract|provider\/control\/contract|scenarios\/testing)\//,
  // What the apps' own tests run them against.
  /^fixtures\/apps\/(lab-google|opened-app|running-app)\.ts$/,
];

/** Test code stands beside what it tests and may reach for anything it needs. */
export const isTestCode = (file: string): boolean => TEST_CODE.some((pattern) => pattern.test(file));

/** Source text without comments, so that prose about a rule does not break it. Lines stay where they are. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1');
