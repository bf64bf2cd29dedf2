import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the app, relative to its folder, with `/`. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** What the folder of an app holds, as far as a guess needs it. */
export interface Project {
  readonly folder: string;
  readonly sources: readonly SourceFile[];
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of the npm and Python packages that it uses. */
  readonly packages: ReadonlySet<string>;
  readonly name: string;
  /** Entry of `package.json`. */
  readonly main: string | undefined;
  readonly has: (name: string) => boolean;
}

const SOURCES = /\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs)$|^\.env(?:\..+)?$/;
const TESTS =
  /(?:^|\/)(?:tests?|__tests__|spec|e2e)\/|(?:\.(?:test|spec|d)\.[cm]?[jt]sx?|(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py)$/;
const NOT_OPENED =
  /^(?:node_modules|bower_components|dist|build|out|coverage|reports|vendor|target|venv|env|site-packages|__pycache__|static|public)$|^\.(?!env)/;

const MOST_FILES = 800;
const LARGEST_BYTES = 256 * 1024;
const DEEPEST = 6;

const namesIn = (folder: string, below = '', depth = 0): readonly string[] => {
  if (depth > DEEPEST) return [];
  const entries = readdirSync(path.join(folder, below), { withFileTypes: true });
  return entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return NOT_OPENED.test(entry.name) ? [] : namesIn(folder, name, depth + 1);
      return entry.isFile() && SOURCES.test(entry.name) && !/^loginlab\.config\./.test(entry.name) ? [name] : [];
    });
};

const readSources = (folder: string): readonly SourceFile[] =>
  namesIn(folder)
    .filter((name) => !TESTS.test(name))
    .slice(0, MOST_FILES)
    .filter((name) => statSync(path.join(folder, name)).size <= LARGEST_BYTES)
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: object;
}

/** A `package.json` that cannot be read is none: the app may be written in another language. */
const readManifest = (folder: string): Manifest => {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
};

const PYTHON_LISTS = /^(?:requirements.*\.txt|pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/;

/** Names in lists of requirements, and what the sources import: a small app has no list. */
const pythonPackages = (folder: string, sources: readonly SourceFile[]): readonly string[] => {
  const lists = readdirSync(folder).filter((name) => PYTHON_LISTS.test(name));
  const listed = lists.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').match(/[a-z][\w.-]+/gi) ?? []);
  const imported = sources
    .filter(({ name }) => name.endsWith('.py'))
    .flatMap(({ text }) => [...text.matchAll(/^\s*(?:from|import)\s+(\w+)/gm)].map(([, name = '']) => name));
  return [...listed, ...imported].map((name) => name.toLowerCase().replaceAll('_', '-'));
};

/** Reads the folder of an app. Nothing in it is run. */
export const readProject = (folder: string): Project => {
  const { name, main, scripts = {}, dependencies = {}, devDependencies = {} } = readManifest(folder);
  const sources = readSources(folder);
  const ofNode = Object.keys({ ...dependencies, ...devDependencies });
  return {
    folder,
    sources,
    scripts,
    main,
    packages: new Set([...ofNode, ...pythonPackages(folder, sources)]),
    name: name ?? path.basename(folder),
    has: (file) => existsSync(path.join(folder, file)),
  };
};

/** Where something was found, for a comment: `server.js:12`. */
export const placeIn = ({ name, text }: SourceFile, index: number): string =>
  `${name}:${text.slice(0, index).split('\n').length}`;
