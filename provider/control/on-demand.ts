/** Large parts of the control API, loaded when somebody first calls: a lab that nobody steers starts without them. */
import type { Registrar } from '../world/clients.ts';
import type { ConnectOptions, RemoteLab } from './client.ts';
import type { openApiDocument as document } from './openapi.ts';
import type { Control } from './server.ts';
import type { ControlWorlds } from './worlds.ts';

/** The control API of one lab, for requests below `/_lab/`. */
export const createControl = (worlds: ControlWorlds): Control => {
  let loaded: Promise<Control> | undefined;
  return async (request, listener) => {
    loaded ??= import('./server.ts').then((server) => server.createControl(worlds));
    return (await loaded)(request, listener);
  };
};

/**
 * Connects to a lab by any of its addresses. Throws `usage` for what is no http address, and `lab-unreachable` when
 * nothing listens there or what listens is no lab, `usage` when it wants a token.
 */
export const connectLab = async (url: string, options?: ConnectOptions): Promise<RemoteLab> =>
  (await import('./client.ts')).connectLab(url, options);

/**
 * The control API as an OpenAPI document, with the settings that clients of these personas take.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const openApiDocument = async (personas: readonly Registrar[]): Promise<ReturnType<typeof document>> =>
  (await import('./openapi.ts')).openApiDocument(personas);
