import type { Lab } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { readFindings } from '../findings.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * Opens the lab, with the rules that judge its traffic. `host`: as `--host` names it. Throws `port-taken`, which says how to get
 * round a port that somebody else holds, and `usage` for an address that is not this machine's.
 */
export const openLab = async (personas: readonly PersonaId[], port: number, host = 'localhost'): Promise<Lab> => {
  const { createLab } = await import('../../provider/index.ts');
  const findings = await readFindings();
  try {
    return await createLab({ personas: [...personas], port, findings, ...(!LOOPBACK.includes(host) && { host }) });
  } catch (cause) {
    if (isPortTaken(cause)) throw portTaken(port, cause);
    throw cause instanceof LoginLabError && cause.field === 'host' ? wrongHost(cause) : cause;
  }
};

const isPortTaken = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && ['EADDRINUSE', 'port-taken'].includes(String(cause.code));

const portTaken = (port: number, cause: unknown): LoginLabError => {
  const message = `--port: port ${port} is taken by another program (which one, the system does not say).\n  Take another one: loginlab serve --port ${port + 1}\n  or any free one:  loginlab serve --port 0`;
  return new LoginLabError('port-taken', message, { field: '--port', cause });
};

const wrongHost = (cause: LoginLabError): LoginLabError =>
  new LoginLabError('usage', `--host: ${cause.message}`, { field: '--host', cause });
