import type { Command } from 'commander';
import { readWhole } from './option-values.ts';

/** Adds the flags of the console to a command that starts a lab. */
export const withConsoleOptions = (command: Command): Command =>
  command
    .option(
      '--console <port>',
      'port of the console (default: 4410, or a free port if 4410 is taken)',
      readWhole('--console', 0, 65_535),
    )
    .option('--no-console', 'do not start the console')
    .option('--open', 'open the console in your browser');
