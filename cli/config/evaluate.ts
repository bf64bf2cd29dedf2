import { readFile } from 'node:fs/promises';
import { createJiti } from 'jiti';
import { LoginLabError } from '../../provider/model/index.ts';
import { forUser } from '../paths.ts';
import { attemptAsync } from './attempt.ts';

/** What a config exports, as it was written. Throws `config` for one that does not load. */
export const evaluate = (file: string, limitMs: number): Promise<unknown> =>
  file.endsWith('.json') ? readJson(file) : run(file, limitMs);

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, 'it is not JSON', cause);
  }
};

/** Runs the config. `import … from 'loginlab'` inside it resolves to the Login Lab of this process, wherever the file is. */
const run = async (file: string, limitMs: number): Promise<unknown> => {
  const jiti = createJiti(import.meta.url, { moduleCache: false, virtualModules: { loginlab: await import('../../index.ts') } });
  const outcome = await attemptAsync(() => jiti.import<Record<string, unknown>>(file), limitMs);
  if (outcome.kind === 'threw') throw unreadable(file, 'it does not load', outcome.error);
  if (outcome.kind === 'returned') return exported(file, outcome.value);
  throw new LoginLabError('config', `${forUser(file)}: ${outcome.kind === 'hung' ? slow(limitMs) : early(outcome.code)}`);
};

const slow = (limitMs: number): string =>
  `it did not finish loading within ${limitMs / 1000} s. A config is data: start servers, and wait for anything, in command.`;

const early = (code: string): string =>
  `it called process.exit(${code}) while it was loaded. Throw an error that says what is missing, or leave it out.`;

/** CommonJS has no default export: there the config is what `module.exports` holds. */
const exported = (file: string, loaded: Readonly<Record<string, unknown>>): unknown => {
  if (/\.c[jt]s$/.test(file)) return ofCommonJs(loaded);
  if ('default' in loaded) return loaded.default;
  const names = Object.keys(loaded);
  const found = names.length === 0 ? 'no export at all' : `only ${names.join(', ')}`;
  throw new LoginLabError(
    'config',
    `${forUser(file)}: expected a default export (export default defineConfig({ … })), found ${found}.`,
  );
};

const ofCommonJs = (loaded: unknown): unknown =>
  typeof loaded === 'object' && loaded !== null && 'default' in loaded ? ofCommonJs(loaded.default) : loaded;

const unreadable = (file: string, what: string, cause: unknown): LoginLabError => {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new LoginLabError('config', `${forUser(file)}: ${what}.\n  ${reason.trim().replaceAll('\n', '\n  ')}`, { cause });
};
