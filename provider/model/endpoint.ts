import type { PersonaId } from './ids.ts';

/**
 * Who asks at an address: a browser (`front`), the app itself (`back`), the app with a token of its user (`api`, for the
 * vendor's own APIs), or the vendor, at an address of the app (`from-vendor`).
 */
export type Channel = 'front' | 'back' | 'api' | 'from-vendor';

/** A persona's addresses under the names that faults, the wire log and scenarios use. Those of APIs begin with `api:`. */
export type EndpointTable = Readonly<Record<string, Channel>>;

/** The endpoint of a fault or an exchange. `unknown`: no route of the persona matches the address. */
export type EndpointName = LoginLabPersonas[PersonaId]['endpoint'] | 'unknown';

/** True for the vendor's own APIs (Drive, Graph …), the resource servers of a login. */
export const isApi = (endpoint: EndpointName): boolean => endpoint.startsWith('api:');
