import { readPersonas } from '../catalogue.ts';
import { LabCommand } from '../lab-command.ts';
import { oneOf } from '../nearest.ts';
import { readClaim, readUrl } from '../option-values.ts';

const KINDS = ['access', 'id', 'refresh'] as const;

interface TokenOptions {
  readonly persona: string;
  readonly as: string;
  readonly kind: string;
  readonly client?: string;
  readonly scope?: string;
  readonly expired?: true;
  readonly claim?: Readonly<Record<string, unknown>>;
  readonly url: URL;
  readonly json?: true;
}

/** `loginlab token`: a token of a running lab, without a login. */
export const tokenCommand = (): LabCommand => {
  const command = new LabCommand('token');
  command
    .description('print a token of a running lab, without a login')
    .requiredOption('--persona <id>', 'persona that issues the token')
    .requiredOption('--as <name>', 'person: key, subject or e-mail')
    .option('--kind <kind>', KINDS.join(' | '), 'access')
    .option('--client <id>', 'client id (default: the first registered client)')
    .option('--scope <scopes>', 'scopes, separated by spaces (default: openid email profile)')
    .option('--expired', 'issue the tokens already expired')
    .option('--claim <name=value>', 'override a claim of the ID token; may be repeated', readClaim('--claim'))
    .option('--url <address>', 'the running lab', readUrl('--url'), new URL('http://localhost:4400'))
    .option('--json', 'print the whole token response as JSON')
    .action(printToken);
  return command;
};

const printToken = async (options: TokenOptions): Promise<void> => {
  const ids = (await readPersonas()).map((persona) => persona.id);
  const persona = oneOf({ what: 'persona', field: '--persona', value: options.persona, listing: 'loginlab list personas' }, ids);
  const kind = oneOf({ what: 'kind of token', field: '--kind', value: options.kind }, KINDS);
  const { connectLab } = await import('../../provider/index.ts');
  const lab = await connectLab(options.url.origin);
  const minted = await lab.default[persona].mint({
    as: options.as,
    ...(options.client !== undefined && { clientId: options.client }),
    ...(options.scope !== undefined && { scope: options.scope }),
    ...(options.expired && { expired: true }),
    ...(options.claim && { claims: options.claim }),
  });
  console.log(options.json ? JSON.stringify(minted, undefined, 2) : minted[`${kind}_token`]);
};
