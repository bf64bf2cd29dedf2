import { ENDPOINTS } from './endpoints.ts';

type Json = Readonly<Record<string, unknown>>;
type Address = (vendorUrl: string) => string;

/** Facebook's discovery document: its members in its order. No token endpoint, and no `code`, although that works. */
export const discovery = (issuer: string, at: Address): Json => ({
  issuer,
  authorization_endpoint: at(ENDPOINTS.bareDialog),
  jwks_uri: at(ENDPOINTS.jwks),
  response_types_supported: ['id_token', 'token id_token'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  claims_supported: [
    ...['iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'nonce', 'at_hash', 'name', 'given_name', 'middle_name', 'family_name'],
    ...['email', 'picture', 'user_friends', 'user_birthday', 'user_age_range', 'user_link', 'user_hometown', 'user_location'],
    'user_gender',
  ],
});

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
