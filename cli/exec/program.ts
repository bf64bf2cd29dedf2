import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a command is written in, as far as its name or its first line shows. */
export type Language = 'node' | 'python' | 'ruby' | 'php' | 'perl' | 'java' | 'go' | 'dotnet' | 'container' | 'other';

/** Where a command is looked for. */
export interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** A command that was found. */
export interface Program {
  /** Absent where nothing of that name was found. */
  readonly file?: string;
  readonly language: Language;
}

/** Names of programs, without folder and extension. */
const NAMES: readonly (readonly [RegExp, Language])[] = [
  [/^(?:node|nodejs|npm|npx|pnpm|pnpx|yarn|tsx|ts-node|next|vite|nest|nodemon)$/, 'node'],
  [/^(?:python|pypy)[\d.]*$/, 'python'],
  [/^(?:ruby|bundle|rails|rackup|puma)[\d.]*$/, 'ruby'],
  [/^(?:php|composer|artisan|symfony)[\d.]*$/, 'php'],
  [/^(?:perl|morbo|hypnotoad|plackup)[\d.]*$/, 'perl'],
  [/^(?:java|mvn|mvnw|gradle|gradlew|kotlin|scala|sbt)$/, 'java'],
  [/^go$/, 'go'],
  [/^dotnet$/, 'dotnet'],
  [/^(?:docker|docker-compose|podman|podman-compose|kubectl)$/, 'container'],
];

const languageOf = (name: string): Language | undefined => NAMES.find(([names]) => names.test(name))?.[1];

const nameOf = (file: string): string => path.basename(file).replace(/\.(?:exe|cmd|bat)$/i, '');

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

const EXTENSIONS = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];

/** Returns the file that a shell would run for a name. */
export const findProgram = (name: string, { env, cwd }: Place): string | undefined => {
  const folders = /[/\\]/.test(name) ? [cwd] : (env.PATH ?? env.Path ?? '').split(path.delimiter).filter(Boolean);
  const files = folders.flatMap((folder) => EXTENSIONS.map((extension) => path.resolve(folder, name + extension)));
  return files.find(isFile);
};

const FIRST_LINE_BYTES = 200;

/** The interpreter that the first line of a script names: `#!/usr/bin/env python3`. */
const interpreterOf = (file: string): string | undefined => {
  const bytes = Buffer.alloc(FIRST_LINE_BYTES);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, bytes, 0, FIRST_LINE_BYTES, 0);
  } finally {
    closeSync(opened);
  }
  const [, interpreter] = /^#!\s*(?:\S*\/env\s+(?:-S\s+)?)?(\S+)/.exec(bytes.toString('latin1')) ?? [];
  return interpreter;
};

/** Programs that run a script of package.json, whatever that is written in. */
const RUNNERS = /^(?:npm|pnpm|yarn|bun)$/;

const scriptsIn = (folder: string): Readonly<Record<string, unknown>> => {
  try {
    const { scripts } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { scripts?: object };
    return { ...scripts };
  } catch {
    return {}; // the runner itself says what is wrong with it
  }
};

/** The language of `npm run dev`, `npm start`, `yarn dev`: by the programs that the script names. Undefined for another command. */
export const languageOfScript = (argv: readonly string[], { cwd }: Place): Language | undefined => {
  const [runner = '', ...rest] = argv;
  if (!RUNNERS.test(nameOf(runner))) return undefined;
  const scripts = scriptsIn(cwd);
  const script = rest.map((word) => scripts[word]).find((text) => typeof text === 'string') ?? '';
  const languages = String(script)
    .split(/[\s;&|]+/)
    .flatMap((word) => languageOf(nameOf(word)) ?? []);
  return languages.find((language) => language !== 'node');
};

/** Finds a command, and what it is written in. A script tells by its first line: `flask` is Python, `next` is Node. */
export const readProgram = (name: string, place: Place): Program => {
  const language = languageOf(nameOf(name));
  const file = findProgram(name, place);
  if (language !== undefined || file === undefined) return { ...(file !== undefined && { file }), language: language ?? 'other' };
  try {
    return { file, language: languageOf(nameOf(interpreterOf(file) ?? '')) ?? 'other' };
  } catch {
    return { file, language: 'other' }; // it may be executed and not read
  }
};
