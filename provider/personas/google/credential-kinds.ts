import type { CredentialKind } from '../../model/index.ts';

/** Google's own secrets: the credential of the sign-in button, the CSRF token of its pages, the API key of a project. */
export const credentials: readonly CredentialKind[] = [
  { name: 'id-token', names: ['credential'] },
  { name: 'csrf-token', names: ['g_csrf_token'] },
  { name: 'api-key', headers: ['x-goog-api-key'] },
];
