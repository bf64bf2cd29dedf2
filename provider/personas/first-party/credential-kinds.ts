import { type CredentialKind, credentialRow } from '../../model/index.ts';

/** Cookie of the session scheme. */
export const SESSION_COOKIE = 'sid';

/** The API's own secrets. */
export const credentials: readonly CredentialKind[] = [
  { name: 'session', cookies: [SESSION_COOKIE], row: credentialRow('ApiSession', { isSession: true }) },
  { name: 'api-token', row: credentialRow('ApiToken') },
  { name: 'password', names: ['current_password'] },
];
/** Ways in which a client proves itself on each request, in the order of the catalogue. */
export const SCHEME_IDS = ['session', 'token', 'oauth', 'basic', 'api-key', 'hmac', 'rolling'] as const;
export type SchemeId = (typeof SCHEME_IDS)[number];
