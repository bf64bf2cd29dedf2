import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canPreload } from '../../provider/index.ts';
import { findProgram, type Place, readProgram } from './program.ts';

/** The Node that an app runs on. */
export interface AppNode {
  readonly file: string;
  /** As it prints it: `v22.12.0`. */
  readonly version: string;
  /** Whether the preload runs in it. */
  readonly canPreload: boolean;
}

const isNode = (name: string): boolean => /(?:^|[/\\])node(?:js)?(?:\.exe)?$/.test(name);

/** Asked without NODE_OPTIONS: those of the user may need files that are not there yet. */
const versionOf = async (file: string, { env, cwd }: Place): Promise<string | undefined> => {
  const { NODE_OPTIONS: _, ...rest } = env;
  const asked = promisify(execFile)(file, ['--version'], { env: rest, cwd, timeout: 10_000 });
  const { stdout } = await asked.catch(() => ({ stdout: '' }));
  return /^v\d+\.\d+\.\d+/.exec(stdout.trim())?.[0];
};

/** Reads which Node a command runs on: the one that it names, else the first on the PATH. Undefined for none. */
export const readAppNode = async (name: string, place: Place): Promise<AppNode | undefined> => {
  const file = isNode(name) ? readProgram(name, place).file : findProgram('node', place);
  const version = file && (await versionOf(file, place));
  return file && version ? { file, version, canPreload: canPreload(version) } : undefined;
};
