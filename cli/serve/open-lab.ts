import type { Lab } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';

/** Opens the lab, or says how to get round a port that somebody else holds. Throws `port-taken`. */
export const openLab = async (personas: readonly PersonaId[], port: number): Promise<Lab> => {
  const { createLab } = await import('../../provider/index.ts');
  try {
    return await createLab({ personas: [...personas], port });
  } catch (cause) {
    if (isPortTaken(cause)) throw portTaken(port, cause);
    throw cause;
  }
};

const isPortTaken = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && ['EADDRINUSE', 'port-taken'].includes(String(cause.code));

const portTaken = (port: number, cause: unknown): LoginLabError => {
  const message = `--port: port ${port} is taken by another program (which one, the system does not say).\n  Take another one: loginlab serve --port ${port + 1}\n  or any free one:  loginlab serve --port 0`;
  return new LoginLabError('port-taken', message, { field: '--port', cause });
};
