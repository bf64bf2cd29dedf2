import type { CredentialKind } from '../../model/index.ts';

/** Secrets of Facebook's own: the token that is exchanged or inspected, proofs signed with the app secret, the logger of its pages. */
export const credentials: readonly CredentialKind[] = [
  { name: 'access-token', names: ['fb_exchange_token', 'input_token'] },
  { name: 'assertion', names: ['appsecret_proof', 'signed_request'] },
  { name: 'ticket', names: ['logger_id'] },
  // Its pages call the id of an app `api_key`: digits alone keep no secret.
  { name: 'api-key', unless: /^\d+$/ },
];
