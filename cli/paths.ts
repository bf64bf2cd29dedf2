import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: sources live in `cli/`, bundles in `dist/`, both one level below it. */
export const packageFolder: string = path.resolve(fileURLToPath(new URL('../', import.meta.url)));

/** True when npm runs one of our own scripts: it has moved to the package's folder then. */
export const isOurScript = (environment: NodeJS.ProcessEnv = process.env, workingFolder = process.cwd()): boolean =>
  environment.npm_package_json !== undefined &&
  samePlace(path.dirname(environment.npm_package_json), packageFolder) &&
  samePlace(workingFolder, packageFolder);

/**
 * The working directory of the user. npm changes to the package's folder before it runs one of our scripts and keeps
 * the original one in `INIT_CWD`. Under a script of another package the process's own working directory is right.
 */
export const userFolder = (environment: NodeJS.ProcessEnv = process.env, workingFolder = process.cwd()): string =>
  isOurScript(environment, workingFolder) ? (environment.INIT_CWD ?? workingFolder) : workingFolder;

export const samePlace = (one: string, other: string): boolean => realPlace(one) === realPlace(other);

const realPlace = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
};

/** A path as the user wrote it, made absolute. */
export const fromUser = (written: string): string => path.resolve(userFolder(), written);

/** An absolute path as the user would write it: relative when it lies below where they stand. */
export const forUser = (absolute: string): string => {
  const relative = path.relative(userFolder(), absolute);
  return relative === '' ? '.' : relative.startsWith('..') ? absolute : relative;
};
