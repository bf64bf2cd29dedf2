import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { type Expectation, expectationsSchema } from '../../scenarios/model/index.ts';
import { forUser, fromUser } from '../paths.ts';
import { describeConfigIssues, inWords } from './config-issue.ts';
import type { LoadedConfig } from './load.ts';

/**
 * The known deviations: of the file named, else of the one that the config names, else of `expected.json` beside
 * the config if it exists; `none` means none. Throws `config`.
 */
export const loadExpectations = async (loaded: LoadedConfig, named?: string): Promise<readonly Expectation[]> => {
  const file = expectationFile(loaded, named);
  return file === undefined ? [] : readExpectations(file);
};

/** The entries of one file; none for a file that is not there. Throws `config`. */
export const readExpectations = async (file: string): Promise<readonly Expectation[]> => {
  if (!existsSync(file)) return [];
  const written = await readJson(file);
  const fitted = expectationsSchema.safeParse(written);
  if (fitted.success) return fitted.data;
  const issues = describeConfigIssues(expectationsSchema, written, fitted.error.issues);
  const [first] = issues;
  throw new LoginLabError('config', `${forUser(file)}: ${inWords(issues)}`, first && { field: first.field });
};

/** Where a run's deviations are written: the file named, the one of the config, or `expected.json` beside it. Throws `usage` for `none`. */
export const fileToUpdate = (loaded: LoadedConfig, named?: string): string => {
  if (named === 'none') {
    const message = '--update-expected: there is no file to write with --expected none. Leave one of the two out.';
    throw new LoginLabError('usage', message, { field: '--update-expected' });
  }
  if (named !== undefined) return fromUser(named);
  return path.resolve(path.dirname(loaded.file), loaded.config.expected ?? 'expected.json');
};

const expectationFile = (loaded: LoadedConfig, named?: string): string | undefined => {
  if (named === 'none') return undefined;
  if (named !== undefined) return required(fromUser(named), '--expected');
  const folder = path.dirname(loaded.file);
  if (loaded.config.expected !== undefined) return required(path.resolve(folder, loaded.config.expected), 'expected');
  const beside = path.join(folder, 'expected.json');
  return existsSync(beside) ? beside : undefined;
};

const required = (file: string, field: string): string => {
  if (existsSync(file)) return file;
  throw new LoginLabError('config', `${field}: there is no file ${forUser(file)}. Name one that exists, or "none".`, { field });
};

const readJson = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LoginLabError('config', `${forUser(file)}: expected a JSON list of known deviations; ${reason}`, { cause });
  }
};
