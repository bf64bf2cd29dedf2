import type { LabCommand } from './lab-command.ts';
import { readUrl } from './option-values.ts';
import { fromUser } from './paths.ts';

/** The options of `exec` and `serve` for programs and browsers at the vendors' own addresses. */
export const withConnectOptions = <T extends LabCommand>(command: T): T =>
  command
    .option(
      '--browser [url]',
      "open a browser with a profile of its own where the vendors' hosts are the lab; with the address of your app: there, once it answers",
      readUrl('--browser'),
    )
    .option('--ca-dir <dir>', 'write the certificates for programs there, readable for all users; they stay', fromUser);
