import { type CredentialKind, credentialRow } from '../../model/index.ts';

/** Cookie of the session scheme. */
export const SESSION_COOKIE = 'sid';

/** A pair of a rolling session is replaced by its use. */
const ROTATED = { usedUp: 'rotated-out' } as const;

/** The API's own secrets. */
export const credentials: readonly CredentialKind[] = [
  { name: 'session', cookies: [SESSION_COOKIE], row: credentialRow('ApiSession', { isSession: true }) },
  { name: 'api-token', row: credentialRow('ApiToken') },
  { name: 'password', names: ['current_password'] },
  { name: 'api-key', row: credentialRow('ApiKey') },
  { name: 'hmac-secret', row: credentialRow('HmacKey') },
  { name: 'private-token', names: ['private_token'], headers: ['x-private-token'], row: credentialRow('PrivateToken', ROTATED) },
  {
    name: 'request-token',
    names: ['request_token'],
    headers: ['x-request-token'],
    row: credentialRow('RequestToken', ROTATED),
  },
  { name: 'request-proof', headers: ['x-access-token'] },
];
/** Ways in which a client proves itself on each request, in the order of the catalogue. */
export const SCHEME_IDS = ['session', 'token', 'oauth', 'basic', 'api-key', 'hmac', 'rolling'] as const;
export type SchemeId = (typeof SCHEME_IDS)[number];
