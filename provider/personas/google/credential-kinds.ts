import type { CredentialKind } from '../../model/index.ts';

/** Secrets of Google's own: the answer of its sign-in button, the guard of its pages, the key of a project. */
export const credentials: readonly CredentialKind[] = [
  { name: 'id-token', names: ['credential'] },
  { name: 'csrf-token', names: ['g_csrf_token'] },
  { name: 'api-key', headers: ['x-goog-api-key'] },
];
