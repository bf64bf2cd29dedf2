import { gunzipSync } from 'node:zlib';
import { LoginLabError } from '../provider/model/index.ts';
import { type RunResult, runResultSchema } from '../scenarios/model/index.ts';
import { readExchanges } from './read-exchanges.ts';
import { describeIssue } from './run-issue.ts';

/** Reads a file that lies beside `run.json`. */
export type ReadBeside = (name: string) => Uint8Array;

/** The version of `run.json` that this Login Lab writes and reads. */
const SCHEMA_VERSION: RunResult['schemaVersion'] = 1;

const RUN_AGAIN = 'Copy the whole folder of the reports, or run the scenarios again.';

const fail = (file: string, field: string, message: string, cause?: unknown): never => {
  throw new LoginLabError('usage', `${file}: ${field === '' ? '' : `${field}: `}${message}`, { field, cause });
};

const whyOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/**
 * The run that the reporter `json` wrote, with its exchanges, so that every report can be made again. `file` names it in messages.
 * Throws `usage`, with the file, the field and what to do, where the text is damaged, is no run, is of another version, or names a
 * file that is not beside it.
 */
export const readRun = (text: string, readBeside: ReadBeside, file = 'run.json'): RunResult => {
  const { $schema: _, exchangesFile, ...run } = checkRun(parse(text, file), file);
  if (exchangesFile === undefined) return run;
  return { ...run, exchanges: exchangesIn(exchangesFile, readBeside, file) };
};

const parse = (text: string, file: string): unknown => {
  if (text.trim() === '') return fail(file, '', `the file is empty. ${RUN_AGAIN}`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail(file, '', `this is no whole JSON (${text.length} characters): ${whyOf(cause)}. ${RUN_AGAIN}`, cause);
  }
};

const checkRun = (value: unknown, file: string): RunResult => {
  checkVersion(value, file);
  const { success, data, error } = runResultSchema.safeParse(value, { reportInput: true });
  if (success) return data;
  const { field, message } = describeIssue(error.issues, value);
  return fail(file, field, `${message} ${RUN_AGAIN}`, error);
};

/** Of another version nothing else is looked at: its fields may mean something else. */
const checkVersion = (value: unknown, file: string): void => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject)
    fail(file, '', `expected the object of a run, found ${Array.isArray(value) ? 'a list' : String(value)}. ${RUN_AGAIN}`);
  const { schemaVersion, tool } = value as { schemaVersion?: unknown; tool?: { name?: unknown; version?: unknown } };
  if (schemaVersion === SCHEMA_VERSION) return;
  const found = `expected ${SCHEMA_VERSION}, found ${JSON.stringify(schemaVersion) ?? 'nothing'}`;
  if (typeof schemaVersion !== 'number' || tool?.name !== 'loginlab')
    fail(file, 'schemaVersion', `${found}. This is no run of Login Lab. Name the run.json that \`loginlab run\` wrote.`);
  const by = typeof tool?.version === 'string' ? ` It was written by loginlab ${tool.version}.` : '';
  const advice =
    Number(schemaVersion) > SCHEMA_VERSION
      ? 'Read it with that version or a newer one: npm install loginlab@latest'
      : 'Run the scenarios again with this version, or read it with the old one.';
  fail(file, 'schemaVersion', `${found}.${by} ${advice}`);
};

const exchangesIn = (name: string, readBeside: ReadBeside, file: string): RunResult['exchanges'] => {
  const field = 'exchangesFile';
  // A name, not a path: a run must not make us read elsewhere.
  if (!/^[\w.-]+$/.test(name)) fail(file, field, `expected the name of a file beside run.json, found "${name}".`);
  const check = (value: unknown): RunResult['exchanges'] => {
    const { success, data, error } = runResultSchema.shape.exchanges.safeParse(value, { reportInput: true });
    if (success) return data;
    const issue = describeIssue(error.issues, value);
    return fail(file, field, `${name}: ${issue.field}: ${issue.message} ${RUN_AGAIN}`, error);
  };
  try {
    return readExchanges(gunzipSync(readBeside(name)), check);
  } catch (cause) {
    if (cause instanceof LoginLabError) throw cause;
    return fail(file, field, `${name} cannot be read: ${whyOf(cause)}. Keep it whole and beside run.json. ${RUN_AGAIN}`, cause);
  }
};
