import { type CredentialKind, credentialRow } from '../../model/index.ts';

/** Cookie of the session scheme. */
export const SESSION_COOKIE = 'sid';

/** The API's own secrets. */
export const credentials: readonly CredentialKind[] = [
  { name: 'session', cookies: [SESSION_COOKIE], row: credentialRow('ApiSession') },
  { name: 'api-token', row: credentialRow('ApiToken') },
  { name: 'password', names: ['current_password'] },
];
