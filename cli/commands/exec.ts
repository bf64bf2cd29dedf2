import { withConsoleOptions } from '../console-options.ts';
import type { ExecOptions } from '../exec/options.ts';
import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { collectUri, readClient, readList, readUrl, readWhole } from '../option-values.ts';

/** `loginlab exec`: an app as it is, with its own command, in the lab. */
export const execCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('exec');
  withConsoleOptions(
    command
      .description('run an app with its own command; its vendors, and the browser that it sends there, are the lab')
      .usage('[options] -- COMMAND...')
      .argument('<command...>', 'the command and its arguments, as you type them otherwise')
      .passThroughOptions()
      .option('--persona <list>', 'which personas (default: all)', readList('--persona'))
      .option('--as <name>', 'the only person who can sign in: key of a known one, or of a new one')
      .option('--no-hints', 'error pages as the vendor shows them, without the button that registers a client that was refused')
      .option('--app-client <id[:secret]>', "register the app's client with this id and secret", readClient('--app-client'))
      .option('--redirect <uri>', 'a redirect URI of that client; may be repeated', collectUri('--redirect'))
      .option(
        '--port <number>',
        'port of the lab (default: 4400, or a free one if that is taken)',
        readWhole('--port', 0, 65_535),
      )
      .option('--url <address>', 'join the lab that runs there instead of starting one', readUrl('--url')),
  )
    .option(
      '--no-tunnel',
      "let the app reach nothing but the lab and this machine (default: all but hosts of the vendors' domains)",
    )
    .option(
      '--tunnel <hosts>',
      "hosts of a vendor's domain to let the app reach for real",
      (text, before: readonly string[] | boolean = []) => readList('--tunnel')(text, typeof before === 'boolean' ? [] : before),
    )
    .action(async (argv: readonly string[], options: ExecOptions) => {
      const { exec } = await import('../exec/exec.ts');
      setExitCode(await exec(argv, options));
    });
  return command;
};
