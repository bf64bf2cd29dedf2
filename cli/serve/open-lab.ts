import type { Lab, LabOptions } from '../../provider/index.ts';
import { type GapAnswer, LoginLabError, type MailScan, type PersonaId } from '../../provider/model/index.ts';
import { readFindings } from '../findings.ts';
import { openStories } from '../stories/story-player.ts';
import { gapsOnStderr } from './gaps.ts';
import { suggestOnStderr } from './suggest.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** How a lab is opened by hand. */
export interface OpenOptions {
  readonly port: number;
  /** As `--host` names it; default: loopback. */
  readonly host?: string;
  /** Credentials of a lab over TLS. */
  readonly https?: LabOptions['https'];
  /** Whether error pages offer to register the client that was refused; default true. */
  readonly hints?: boolean;
  /** Default `lab`. */
  readonly gaps?: GapAnswer | undefined;
  readonly design?: string | undefined;
  /** Default `off`. */
  readonly mailScanner?: MailScan | undefined;
  /** Whether apps use the vendors' own addresses; default false. */
  readonly unmodifiedApps?: boolean;
  /** Personas by hosts of their tenants. */
  readonly domain?: LabOptions['domains'];
}

/**
 * Opens the lab with the rules and the stories, and prints on stderr how to register a client that was refused. Beyond
 * loopback it requires the token of `LOGINLAB_TOKEN`, or a random one. Throws `port-taken` with a free alternative for a port that
 * another program uses, and `usage` for an address that is not this machine's.
 */
export const openLab = async (
  personas: readonly PersonaId[],
  {
    port,
    host,
    https,
    hints = true,
    gaps = 'lab',
    design,
    mailScanner = 'off',
    unmodifiedApps = false,
    domain = {},
  }: OpenOptions,
): Promise<Lab> => {
  const { clearLeftFolders, createLab } = await import('../../provider/index.ts');
  await clearLeftFolders();
  const tellGap = gapsOnStderr();
  try {
    const beyond = host !== undefined && !LOOPBACK.includes(host);
    return await createLab({
      personas: [...personas],
      port,
      https,
      findings: readFindings,
      stories: openStories(),
      hints,
      unmodifiedApps,
      gaps,
      design,
      mailScanner,
      domains: domain,
      onSuggestion: suggestOnStderr(),
      onGap: ({ why }) => tellGap(why),
      ...(beyond && { host, token: process.env.LOGINLAB_TOKEN }),
    });
  } catch (cause) {
    if (isPortTaken(cause)) throw portTaken(port, cause);
    throw cause instanceof LoginLabError ? named(cause) : cause;
  }
};

const isPortTaken = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && ['EADDRINUSE', 'port-taken'].includes(String(cause.code));

const portTaken = (port: number, cause: unknown): LoginLabError => {
  const message = `--port: port ${port} is taken by another program.\n  Use another port: loginlab serve --port ${port + 1}\n  or any free port: loginlab serve --port 0`;
  return new LoginLabError('port-taken', message, { field: '--port', cause });
};

/** Names the lab's option `host` as the flag `--host`. */
const named = (cause: LoginLabError): LoginLabError => {
  const field = { host: '--host', token: 'LOGINLAB_TOKEN', design: '--design' }[cause.field ?? ''];
  return field === undefined ? cause : new LoginLabError(cause.code, `${field}: ${cause.message}`, { field, cause });
};
