import { withConsoleOptions } from '../console-options.ts';
import { LabCommand } from '../lab-command.ts';
import { collectUri, readClient, readList, readWhole } from '../option-values.ts';
import type { ServeOptions } from '../serve/serve.ts';

/** `loginlab serve`: the lab by itself, for a browser and an app of your own. */
export const serveCommand = (): LabCommand => {
  const command = new LabCommand('serve');
  withConsoleOptions(
    command
      .description('serve the lab until Ctrl-C, for a browser and an app of your own')
      .option('--persona <list>', 'which personas (default: all)', readList('--persona'))
      .option('--port <number>', 'port to listen on; 0 takes a free one', readWhole('--port', 0, 65_535), 4400)
      .option('--host <address>', 'an address beyond loopback to listen on as well; 0.0.0.0 is all of them', 'localhost')
      .option('--no-hints', 'error pages as the vendor shows them, without the button that registers a client that was refused')
      .option('--app-client <id[:secret]>', 'register a client with this id and secret', readClient('--app-client'))
      .option('--redirect <uri>', 'a redirect URI of that client; may be repeated', collectUri('--redirect'))
      .option(
        '--proxy <port>',
        "also listen here as a proxy, for programs that insist on their vendor's own hosts; 0 takes a free port",
        readWhole('--proxy', 0, 65_535),
      )
      .option(
        '--tunnel [hosts]',
        "let the proxy through to these hosts for real; alone: to all but those of the vendors' domains",
        readList('--tunnel'),
      ),
  )
    .option('--json', 'print what is served as one line of JSON')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('../serve/serve.ts');
      await serve(options);
    });
  return command;
};
