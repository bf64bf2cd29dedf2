/**
 * The environment of the user's own shell. `npm --prefix LAB run loginlab` puts the lab's folders, and with them the lab's own
 * Node, first on the PATH; an app would run on another Node than it does without the lab.
 */
import path from 'node:path';
import process from 'node:process';
import { isOurScript, packageFolder, samePlace } from '../paths.ts';

type Environment = NodeJS.ProcessEnv;

/** What npm tells our script about our own package. The rest of `npm_config_…` is the user's configuration. */
const ABOUT_US =
  /^(?:npm_(?!config_)|npm_config_(?:prefix|local_prefix|global_prefix|globalconfig|loglevel|user_agent)$|INIT_CWD$|NODE$)/;
const NODE_GYP = path.join('@npmcli', 'run-script', 'lib', 'node-gyp-bin');

const binOf = (folder: string): string => path.join(folder, 'node_modules', '.bin');

const withParents = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
};

/** npm prepends the bin folders of a package and of all folders above it, then its own: only such a beginning is ours. */
const withoutOurs = (entries: readonly string[], folder: string): readonly string[] => {
  const [first] = entries;
  if (first === undefined || !samePlace(first, binOf(folder))) return entries;
  const ours = withParents(folder).map(binOf);
  const end = entries.findIndex((entry) => !entry.endsWith(NODE_GYP) && !ours.some((bin) => samePlace(entry, bin)));
  return end === -1 ? [] : entries.slice(end);
};

/** Returns a PATH without what npm put in front of it for the package in `folder`; default: ours. */
export const userPath = (value: string, folder: string = packageFolder): string =>
  withoutOurs(value.split(path.delimiter), folder).join(path.delimiter);

/** Returns the environment in which the user started `exec`. Only npm, by a script of ours, changes it. */
export const userEnvironment = (environment: Environment = process.env, workingFolder: string = process.cwd()): Environment => {
  if (!isOurScript(environment, workingFolder)) return environment;
  const kept = Object.entries(environment).filter(([name]) => !ABOUT_US.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.toUpperCase() === 'PATH' && value !== undefined ? userPath(value) : value]),
  );
};
