import { existsSync } from 'node:fs';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { forUser, fromUser, packageFolder, userFolder } from '../paths.ts';

/** File names of a config, in the order in which they are looked for. */
export const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `loginlab.config.${extension}`);

export interface ConfigPlace {
  readonly file: string;
  /** No config was found: use the apps that come with the package. */
  readonly bundled: boolean;
}

/**
 * The config to use: the one named, else the nearest one from where the user stands up to the root of their
 * project, else that of the bundled apps. Throws `config` when the one named does not exist.
 */
export const findConfig = (named?: string): ConfigPlace => {
  if (named !== undefined) return { file: existing(named), bundled: false };
  const file = nearestConfig(userFolder());
  return file === undefined
    ? { file: path.join(packageFolder, 'fixtures', 'apps', 'loginlab.config.ts'), bundled: true }
    : { file, bundled: false };
};

const existing = (named: string): string => {
  const file = fromUser(named);
  if (existsSync(file)) return file;
  throw new LoginLabError('config', `--config: there is no file "${named}" (looked at ${file}).`, { field: '--config' });
};

const nearestConfig = (folder: string): string | undefined => {
  const here = CONFIG_NAMES.map((name) => path.join(folder, name)).filter((file) => existsSync(file));
  if (here.length > 1) {
    throw new LoginLabError(
      'config',
      `Found several configs: ${here.map(forUser).join(', ')}. Keep one, or name it with --config FILE.`,
    );
  }
  if (here[0] !== undefined) return here[0];
  const parent = path.dirname(folder);
  return parent === folder || isProjectRoot(folder) ? undefined : nearestConfig(parent);
};

const isProjectRoot = (folder: string): boolean => ['package.json', '.git'].some((mark) => existsSync(path.join(folder, mark)));
