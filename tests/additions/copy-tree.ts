import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { ROOT } from '../architecture/source-files.ts';

const exec = promisify(execFile);

/** What the programs of the package are made of. */
const COPIED = ['provider', 'scenarios', 'fixtures', 'drawing', 'reports', 'cli', 'runners', 'docs'];

const NOT_COPIED = /(?:^|\/)(?:node_modules|out)(?:\/|$)|\.test\.tsx?$/;

/** A copy of the source tree to which something can be added. It goes with its `Symbol.dispose`. */
export interface CopiedTree extends Disposable {
  readonly folder: string;
  /** Lays the files of a folder over the tree. */
  add(folder: string): void;
  /** Puts lines into a file: before the last place where `before` stands, else at its end. */
  insert(edit: Edit): void;
  read(file: string): string;
  /** Files of the original that read otherwise here. */
  changed(): readonly string[];
  /** Type-checks the whole of it; rejects with what the compiler says. */
  typeCheck(): Promise<void>;
  /** Runs a TypeScript program of the tree; gives what it prints. */
  run(command: readonly [file: string, ...args: string[]], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Runs those tests of the original in the tree whose titles match, unsampled; gives the titles. Rejects if one fails. */
  test(files: readonly string[], titles: RegExp): Promise<readonly string[]>;
}

export interface Edit {
  readonly file: string;
  readonly before?: string;
  readonly lines: string;
}

const filesBelow = (folder: string): readonly string[] =>
  COPIED.flatMap((name) =>
    readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))),
  ).filter((file) => !NOT_COPIED.test(file));

const inserted = (text: string, { before, lines }: Edit): string => {
  const place = before === undefined ? text.length : text.lastIndexOf(before);
  if (place < 0) throw new Error(`There is no ${JSON.stringify(before)}.`);
  return `${text.slice(0, place)}${lines}\n${text.slice(place)}`;
};

interface TestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const failuresIn = (report: string): string =>
  (JSON.parse(report) as TestReport).testResults
    .flatMap(({ message, assertionResults }) => [
      message,
      ...assertionResults.flatMap(({ fullName, status, failureMessages }) =>
        status === 'failed' ? [fullName, ...failureMessages] : [],
      ),
    ])
    .filter(Boolean)
    .join('\n');

const passedIn = (report: string): readonly string[] =>
  (JSON.parse(report) as TestReport).testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => fullName);

const runIn = async (folder: string, program: string, args: readonly string[], env = {}): Promise<string> => {
  try {
    const { stdout } = await exec(process.execPath, [path.join(folder, program), ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 26,
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
};

/** Copies what the package's programs are made of; packages and built scripts are those of the original. */
export const copyTree = (): CopiedTree => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-tree-'));
  const filter = (source: string): boolean => !NOT_COPIED.test(path.relative(ROOT, source));
  for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true, filter });
  for (const name of ['index.ts', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(path.join(ROOT, name), path.join(folder, name));
  for (const name of ['node_modules', 'dist']) symlinkSync(path.join(ROOT, name), path.join(folder, name));
  const textOf = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
  return {
    folder,
    add: (added) => cpSync(added, folder, { recursive: true }),
    insert: (edit) => writeFileSync(path.join(folder, edit.file), inserted(textOf(folder, edit.file), edit)),
    read: (file) => textOf(folder, file),
    changed: () => filesBelow(ROOT).filter((file) => textOf(folder, file) !== textOf(ROOT, file)),
    typeCheck: async () => void (await runIn(folder, 'node_modules/typescript/bin/tsc', ['--noEmit'])),
    run: (command, env) => runIn(folder, 'node_modules/tsx/dist/cli.mjs', command, env),
    test: async (files, titles) => {
      for (const file of files) cpSync(path.join(ROOT, file), path.join(folder, file));
      const options = ['--maxWorkers=1', '--reporter=json', '--outputFile=tests.json', '--testNamePattern', titles.source];
      const run = runIn(folder, 'node_modules/vitest/vitest.mjs', ['run', ...files, ...options], { LOGINLAB_SAMPLE: '' });
      await run.catch((error: unknown) => {
        throw new Error(failuresIn(textOf(folder, 'tests.json')), { cause: error });
      });
      return passedIn(textOf(folder, 'tests.json'));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
