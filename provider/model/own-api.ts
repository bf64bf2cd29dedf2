import type { EndpointName } from './endpoint.ts';

/** Endpoint of the user's own APIs that stand behind the lab. */
export const OWN_API = 'api:own' satisfies EndpointName;

/** An endpoint in words: `token`, `drive.files.create`, `own API`. */
export const nameOfEndpoint = (endpoint: string): string => (endpoint === OWN_API ? 'own API' : endpoint.replace(/^api:/, ''));

/** In the wire log, the persona of an exchange with one of them: they belong to no vendor. */
export const OWN_API_PERSONA = 'own-api';

/** Reason of an answer that the lab gave because it got none from the API. */
export const OWN_API_SILENT = 'lab/own-api-silent';

/** Reason of a refusal by the lab's record of the token. */
export const OWN_API_TOKEN = 'lab/own-api-token';

/** An API of the user, for the lab to stand in front of. */
export interface OwnApiInput {
  /** Short name, unique in the world: `orders`. Letters, digits, dot, dash, underscore. */
  readonly name: string;
  /** Base address of the API, `http` on loopback: paths of the address in the lab are appended to it. */
  readonly url: string;
}

/** An API of the user behind the lab. */
export interface OwnApi extends OwnApiInput {
  /** Base address in the lab, for clients: `http://localhost:4400/@k3f9/apis/orders`. */
  readonly address: string;
}
