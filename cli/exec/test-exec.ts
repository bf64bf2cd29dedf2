import { command } from '../test-command.ts';

/** Node itself. */
export const NODE = process.execPath;

/** Runs a command under `loginlab exec`, with a lab at a free port. */
export const exec = (args: readonly string[], argv: readonly string[], surroundings = {}) =>
  command(['exec', '--port', '0', ...args, '--', ...argv], surroundings);

/** A program of Node, as a command. */
export const inNode = (source: string): readonly string[] => [NODE, '--input-type=module', '--eval', source];
