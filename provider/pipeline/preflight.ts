import type { RawRequest } from './raw.ts';

const ASKED = 'access-control-request-method';

/** The method that a CORS preflight asks for. Undefined for any other request. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
export const preflightMethod = ({ method, headers }: Pick<RawRequest, 'method' | 'headers'>): string | undefined =>
  method === 'OPTIONS' ? headers.find(([name]) => name.toLowerCase() === ASKED)?.[1].toUpperCase() : undefined;
