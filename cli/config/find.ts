import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { forUser, fromUser, packageFolder, userFolder } from '../paths.ts';

const EXTENSIONS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'] as const;

/** File names of a config, in the order in which they are looked for. */
export const CONFIG_NAMES = EXTENSIONS.map((extension) => `loginlab.config.${extension}`);

/** Names that are taken for a config and are none. */
const NOT_READ = ['yaml', 'yml', 'toml', 'jsonc', 'json5', 'tsx', 'jsx'].map((extension) => `loginlab.config.${extension}`);

/** The config of the apps that come with the package. */
export const BUNDLED_CONFIG = path.join(packageFolder, 'fixtures', 'apps', 'loginlab.config.ts');

export interface ConfigPlace {
  readonly file: string;
  /** No config was found: use the apps that come with the package. */
  readonly bundled: boolean;
  /** Other configs in the folders above, up to the root of the repository; nearest first. Empty if the config was named. */
  readonly others: readonly string[];
}

/**
 * The config to use: the one named, else the nearest one from where the user stands up to the root of their
 * project, else that of the bundled apps. Throws `config` when the one named does not exist, and for several in one folder.
 */
export const findConfig = (named?: string): ConfigPlace => {
  if (named !== undefined) return { file: existing(named), bundled: false, others: [] };
  const file = nearestConfig(userFolder());
  const from = file === undefined ? userFolder() : path.dirname(file);
  const others = configsAbove(from);
  return file === undefined ? { file: BUNDLED_CONFIG, bundled: true, others } : { file, bundled: false, others };
};

/** Configs of one folder, absolute. */
export const configsIn = (folder: string): readonly string[] =>
  CONFIG_NAMES.map((name) => path.join(folder, name)).filter((file) => existsSync(file));

const wrong = (message: string): LoginLabError => new LoginLabError('config', message, { field: '--config' });

const existing = (named: string): string => {
  const file = fromUser(named);
  if (!existsSync(file)) throw wrong(`--config: there is no file "${named}" (looked at ${file}).`);
  if (statSync(file).isDirectory()) throw wrong(`--config: "${named}" is a folder. Name the config in it, or start there.`);
  const extension = path.extname(file).slice(1);
  if (EXTENSIONS.some((known) => known === extension)) return file;
  throw wrong(`--config: "${named}" cannot be read. Expected a config in .${EXTENSIONS.join(', .')}.`);
};

const nearestConfig = (folder: string): string | undefined => {
  const here = configsIn(folder);
  if (here.length > 1) {
    throw new LoginLabError(
      'config',
      `Found several configs: ${here.map(forUser).join(', ')}. Keep one, or name it with --config FILE.`,
    );
  }
  if (here[0] !== undefined) return here[0];
  refuseOtherKinds(folder);
  const parent = path.dirname(folder);
  return parent === folder || isProjectRoot(folder) ? undefined : nearestConfig(parent);
};

const refuseOtherKinds = (folder: string): void => {
  const found = readdirSync(folder).find((name) => NOT_READ.includes(name));
  if (found === undefined) return;
  const message = `${forUser(path.join(folder, found))}: a config of this kind cannot be read. Rename it to one of ${CONFIG_NAMES.join(', ')}.`;
  throw new LoginLabError('config', message);
};

const has = (folder: string, ...names: readonly string[]): boolean => names.some((name) => existsSync(path.join(folder, name)));

const isProjectRoot = (folder: string): boolean => has(folder, 'package.json', '.git');

/** Configs in the folders above, up to the root of the repository; nearest first. */
export const configsAbove = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder || has(folder, '.git') ? [] : [...configsIn(parent), ...configsAbove(parent)];
};
