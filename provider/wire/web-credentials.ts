import type { CredentialKind } from '../model/index.ts';

/** Secrets of any web traffic, whatever protocol it speaks. */
export const WEB_CREDENTIALS: readonly CredentialKind[] = [
  { name: 'password', names: ['password'] },
  { name: 'csrf-token', names: ['csrf', 'csrf_token'] },
  { name: 'ticket', names: ['ticket'] },
  { name: 'api-key', names: ['api_key'], headers: ['x-api-key'] },
];
