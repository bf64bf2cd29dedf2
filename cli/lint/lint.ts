import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { LoginLabError } from '../../provider/model/index.ts';
import type { Rule } from '../../scenarios/model/index.ts';
import { readRules } from '../catalogue.ts';
import { EXIT } from '../exit-codes.ts';
import { fromUser } from '../paths.ts';
import { replaceFile } from '../whole-files.ts';
import type { LintFormatName } from './format-names.ts';
import { LINT_FORMATS } from './formats/index.ts';
import { notReadable, UNREADABLE_FIX } from './formats/unreadable.ts';
import { fileLinter } from './lint-file.ts';
import { lintLab } from './lint-lab.ts';
import { countLevels, type LintedSource, type LintResult } from './lint-result.ts';

export interface LintOptions {
  readonly format?: readonly LintFormatName[];
  readonly out?: string;
  readonly url?: URL;
  readonly strict?: true;
}

const usage = (message: string, field: string): LoginLabError => new LoginLabError('usage', `lint: ${message}`, { field });

const lintAll = async (
  files: readonly string[],
  { url }: LintOptions,
  rules: readonly Rule[],
): Promise<readonly LintedSource[]> => {
  if (files.length === 0 && url === undefined)
    throw usage('nothing to read. Name a recording: loginlab lint traffic.har, or a lab: --url http://localhost:4400', 'FILE');
  const lint = await fileLinter(rules);
  const sources: LintedSource[] = [];
  for (const file of files) sources.push(await lint(file));
  return url === undefined ? sources : [...sources, await lintLab(url, rules)];
};

const chosenFormats = ({ format = ['text'], out }: LintOptions): readonly LintFormatName[] => {
  const names = [...new Set(format)];
  if (out === undefined && names.length > 1) throw usage('several formats need a folder.\n  Add --out FOLDER', '--format');
  return names;
};

/** Prints the text, or the one format that was asked for; with a folder the other formats go there. */
const write = async (result: LintResult, options: LintOptions, rules: readonly Rule[]): Promise<void> => {
  const names = chosenFormats(options);
  const { out } = options;
  if (out === undefined) return console.log(LINT_FORMATS[names[0] ?? 'text'].render(result, rules));
  const folder = fromUser(out);
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const format = LINT_FORMATS[name];
    if (format.file !== undefined) await replaceFile(path.join(folder, format.file), `${format.render(result, rules)}\n`);
  }
  console.log(LINT_FORMATS.text.render(result, rules));
};

const exitCodeFor = (result: LintResult, { strict }: LintOptions): number => {
  const { MUST, SHOULD } = countLevels(result);
  const nothingJudged = result.sources.every(({ judged }) => judged === 0);
  const isInconclusive = result.sources.some(({ unreadable }) => unreadable.length > 0);
  return MUST > 0 || (strict && SHOULD > 0) || nothingJudged || isInconclusive ? EXIT.broken : EXIT.held;
};

/** What makes the exit code 1 without a finding, also where the format has no words for it. */
const warn = (sources: readonly LintedSource[]): void => {
  const unreadable = sources.flatMap((each) => each.unreadable);
  if (unreadable.length > 0) console.error(`[loginlab] ${notReadable(unreadable)}. ${UNREADABLE_FIX}`);
  if (sources.every(({ judged }) => judged === 0))
    console.error(
      '[loginlab] Nothing was judged: no request of a login was found. Record the login from its first redirect on, with the requests to the provider.',
    );
};

/** Checks recordings, or the traffic of a lab, with all rules, and prints what they find. Returns the exit code. Rejects with `usage`, `config`, `lab-unreachable`. */
export const lint = async (files: readonly string[], options: LintOptions): Promise<number> => {
  chosenFormats(options);
  const rules = await readRules();
  const sources = await lintAll(files, options, rules);
  const result: LintResult = { tool: { name: 'loginlab', version: manifest.version }, rules: rules.length, sources };
  await write(result, options, rules);
  warn(sources);
  return exitCodeFor(result, options);
};
