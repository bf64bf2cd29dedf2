import type { CredentialKind } from '../../model/index.ts';

/** Auth0's own secrets: the handle of a login under way, and what embedded logins and second factors carry. */
export const credentials: readonly CredentialKind[] = [
  { name: 'login-ticket', names: ['login_ticket', 'co_verifier'] },
  { name: 'mfa-token', names: ['mfa_token', 'oob_code'] },
  { name: 'password', names: ['re-enter-password'] },
];
