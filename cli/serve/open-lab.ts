import type { Lab } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { readFindings } from '../findings.ts';
import { suggestOnStderr } from './suggest.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** How a lab is opened by hand. */
export interface OpenOptions {
  readonly port: number;
  /** As `--host` names it; default: loopback. */
  readonly host?: string;
  /** Whether error pages offer to register the client that was refused; default true. */
  readonly hints?: boolean;
  /** Whether apps use the vendors' own addresses; default false. */
  readonly unmodifiedApps?: boolean;
}

/**
 * Opens the lab, with the rules that judge its traffic, and says on stderr how to register a client that was refused. Beyond
 * loopback the token of `LOGINLAB_TOKEN` is wanted, or one of its own. Throws `port-taken`, which says how to get round a port that
 * somebody else holds, and `usage` for an address that is not this machine's.
 */
export const openLab = async (
  personas: readonly PersonaId[],
  { port, host, hints = true, unmodifiedApps = false }: OpenOptions,
): Promise<Lab> => {
  const { createLab } = await import('../../provider/index.ts');
  const findings = await readFindings();
  try {
    const beyond = host !== undefined && !LOOPBACK.includes(host);
    return await createLab({
      personas: [...personas],
      port,
      findings,
      hints,
      unmodifiedApps,
      onSuggestion: suggestOnStderr(),
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
  const message = `--port: port ${port} is taken by another program (which one, the system does not say).\n  Take another one: loginlab serve --port ${port + 1}\n  or any free one:  loginlab serve --port 0`;
  return new LoginLabError('port-taken', message, { field: '--port', cause });
};

/** What the lab calls `host`, its user wrote as `--host`. */
const named = (cause: LoginLabError): LoginLabError => {
  const field = { host: '--host', token: 'LOGINLAB_TOKEN' }[cause.field ?? ''];
  return field === undefined ? cause : new LoginLabError(cause.code, `${field}: ${cause.message}`, { field, cause });
};
