import type { CredentialKind } from '../../model/index.ts';

/** Facebook's own secrets: tokens to exchange or inspect, proofs with the app secret, the `logger_id` of its pages. */
export const credentials: readonly CredentialKind[] = [
  { name: 'access-token', names: ['fb_exchange_token', 'input_token'] },
  { name: 'assertion', names: ['appsecret_proof', 'signed_request'] },
  { name: 'ticket', names: ['logger_id'] },
  // On its pages `api_key` is the app id. Digits alone are not a secret.
  { name: 'api-key', unless: /^\d+$/ },
];
