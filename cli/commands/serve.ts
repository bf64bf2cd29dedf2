import { GAP_ANSWERS } from '../../provider/model/index.ts';
import { withConnectOptions } from '../connect-options.ts';
import { withConsoleOptions } from '../console-options.ts';
import { LabCommand } from '../lab-command.ts';
import { collectDomain, collectUri, readChoice, readClient, readDesign, readList, readWhole } from '../option-values.ts';
import type { ServeOptions } from '../serve/serve.ts';

/** `loginlab serve`: runs the lab until a signal arrives. */
export const serveCommand = (): LabCommand => {
  const command = new LabCommand('serve');
  withConsoleOptions(
    command
      .description('run the lab until Ctrl-C, for your own app and browser')
      .option('--persona <list>', 'which personas (default: all)', readList('--persona'))
      .option('--port <number>', 'port to listen on; 0 picks a free port', readWhole('--port', 0, 65_535), 4400)
      .option('--host <address>', 'also listen on this address beyond loopback; 0.0.0.0 for all interfaces', 'localhost')
      .option('--no-hints', 'show error pages as the vendor does, without the button that registers a refused client')
      .option(
        '--gaps <answer>',
        'how to answer what the lab does not serve: lab (501 in its own name) or vendor (like an unknown address)',
        readChoice('--gaps', GAP_ANSWERS),
        'lab',
      )
      .option('--design <id>', 'how an API of your own is built, in every world: one of `list designs`', readDesign('--design'))
      .option('--app-client <id[:secret]>', 'register a client with this id and secret', readClient('--app-client'))
      .option(
        '--domain <host=persona>',
        'a domain of its own at which a tenant of the vendor answers: login.shop.example=VENDOR; may be repeated',
        collectDomain('--domain'),
      )
      .option('--redirect <uri>', 'a redirect URI of that client; may be repeated', collectUri('--redirect'))
      .option(
        '--proxy <port>',
        "also run an HTTP proxy on this port, for apps that call the vendor's own hosts; 0 picks a free port",
        readWhole('--proxy', 0, 65_535),
      )
      .option(
        '--tunnel [hosts]',
        "hosts that the proxy forwards to the internet; without a value: all but those of the vendors' domains",
        readList('--tunnel'),
      ),
  );
  withConnectOptions(command)
    .option('--https', 'serve the personas over TLS; the certificate is signed by an authority of this run')
    .option('--json', 'print addresses, clients and people as one line of JSON')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('../serve/serve.ts');
      await serve(options);
    });
  return command;
};
