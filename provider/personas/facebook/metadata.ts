import { ENDPOINTS } from './endpoints.ts';

type Json = Readonly<Record<string, unknown>>;
type Address = (vendorUrl: string) => string;

/** What the plain engine would publish at Facebook's addresses: only what it does itself. */
export const plainDiscovery = (issuer: string, at: Address, scopes: readonly string[]): Json => ({
  authorization_endpoint: at(ENDPOINTS.dialog),
  claims_supported: ['sub', 'email', 'name', 'given_name', 'family_name', 'picture', 'iss'],
  code_challenge_methods_supported: ['S256'],
  grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
  issuer,
  jwks_uri: at(ENDPOINTS.jwks),
  response_modes_supported: ['fragment', 'query'],
  response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token', 'code token id_token'],
  scopes_supported: scopes,
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
  token_endpoint: at(ENDPOINTS.token),
  id_token_signing_alg_values_supported: ['RS256'],
});
