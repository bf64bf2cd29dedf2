import { GAP_ANSWERS } from '../../provider/model/index.ts';
import { withConnectOptions } from '../connect-options.ts';
import { withConsoleOptions } from '../console-options.ts';
import type { ExecOptions } from '../exec/options.ts';
import { LabCommand, type SetExitCode } from '../lab-command.ts';
import { collectDomain, collectUri, readChoice, readClient, readDesign, readList, readUrl, readWhole } from '../option-values.ts';

/** `loginlab exec`: an app as it is, with its own command, in the lab. */
export const execCommand = (setExitCode: SetExitCode): LabCommand => {
  const command = new LabCommand('exec');
  withConsoleOptions(
    command
      .description('run an app with its own command; the lab answers for its vendors, also in the browser')
      .usage('[options] -- COMMAND...')
      .argument('<command...>', 'the command of your app and its arguments')
      .passThroughOptions()
      .option('--persona <list>', 'which personas (default: all)', readList('--persona'))
      .option('--as <name>', 'the only person who can sign in: key of a known one, or of a new one')
      .option('--no-hints', 'show error pages as the vendor does, without the button that registers a refused client')
      .option(
        '--gaps <answer>',
        'how to answer what the lab does not serve: lab (501 in its own name; default) or vendor (like an unknown address)',
        readChoice('--gaps', GAP_ANSWERS),
      )
      .option('--design <id>', 'how an API of your own is built, in every world: one of `list designs`', readDesign('--design'))
      .option('--app-client <id[:secret]>', "register the app's client with this id and secret", readClient('--app-client'))
      .option(
        '--domain <host=persona>',
        'a domain of its own at which a tenant of the vendor answers: login.shop.example=VENDOR; may be repeated',
        collectDomain('--domain'),
      )
      .option('--redirect <uri>', 'a redirect URI of that client; may be repeated', collectUri('--redirect'))
      .option(
        '--port <number>',
        'port of the lab (default: 4400, or a free port if 4400 is taken)',
        readWhole('--port', 0, 65_535),
      )
      .option('--url <address>', 'use the lab that runs at this address instead of starting one', readUrl('--url')),
  );
  withConnectOptions(command)
    .option('--libfaketime', "programs in other languages follow the lab's clock too (Linux, needs libfaketime; not for Go)")
    .option('--no-tunnel', "block every host but the lab and this machine (default: block only hosts of the vendors' domains)")
    .option(
      '--tunnel <hosts>',
      "hosts of a vendor's domain that the app may reach on the internet",
      (text, before: readonly string[] | boolean = []) => readList('--tunnel')(text, typeof before === 'boolean' ? [] : before),
    )
    .action(async (argv: readonly string[], options: ExecOptions) => {
      const { exec } = await import('../exec/exec.ts');
      setExitCode(await exec(argv, options));
    });
  return command;
};
