import type { PersonaId } from './ids.ts';

/**
 * Who asks at an address: a browser (`front`), the app itself (`back`), the app with a token of its user (`api`, for the
 * vendor's own APIs), or the vendor, at an address of the app (`from-vendor`).
 */
export type Channel = 'front' | 'back' | 'api' | 'from-vendor';

/** A persona's addresses under the names that faults, the wire log and scenarios use. Those of APIs begin with `api:`. */
export type EndpointTable = Readonly<Record<string, Channel>>;

/** The endpoint of a fault or an exchange. `api:own`: an API of the user behind the lab. `mail-scanner`: a link of an app in a mail. `unknown`: no route matches the address. */
export type EndpointName = LoginLabPersonas[PersonaId]['endpoint'] | 'api:own' | 'mail-scanner' | 'unknown';

/** True for the resource servers of a login: the vendor's own APIs (Drive, Graph …), and the user's behind the lab. */
export const isApi = (endpoint: EndpointName): boolean => endpoint.startsWith('api:');
