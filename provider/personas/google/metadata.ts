import { ENDPOINTS } from './endpoints.ts';

type Json = Readonly<Record<string, unknown>>;
type Address = (vendorUrl: string) => string;

const RESPONSE_TYPES = [
  'code',
  'token',
  'id_token',
  'code token',
  'code id_token',
  'token id_token',
  'code token id_token',
  'none',
];

/** Google's discovery document as of August 2026, with the same members in the same order. */
export const discovery = (issuer: string, at: Address): Json => ({
  issuer,
  authorization_endpoint: at(ENDPOINTS.authorize),
  device_authorization_endpoint: at(ENDPOINTS.device),
  token_endpoint: at(ENDPOINTS.token),
  userinfo_endpoint: at(ENDPOINTS.userinfo),
  revocation_endpoint: at(ENDPOINTS.revoke),
  jwks_uri: at(ENDPOINTS.jwks),
  response_types_supported: RESPONSE_TYPES,
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'email', 'profile'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  claims_supported: [
    'aud',
    'email',
    'email_verified',
    'exp',
    'family_name',
    'given_name',
    'iat',
    'iss',
    'name',
    'picture',
    'sub',
  ],
  code_challenge_methods_supported: ['plain', 'S256'],
  grant_types_supported: [
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ],
  authorization_response_iss_parameter_supported: true,
});

/** The plain engine's discovery document at Google's addresses. */
export const plainDiscovery = (issuer: string, at: Address, scopes: readonly string[]): Json => ({
  authorization_endpoint: at(ENDPOINTS.authorize),
  claims_supported: ['sub', 'email', 'email_verified', 'name', 'given_name', 'family_name', 'picture', 'iss'],
  code_challenge_methods_supported: ['S256'],
  grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
  issuer,
  jwks_uri: at(ENDPOINTS.jwks),
  response_modes_supported: ['fragment', 'query'],
  response_types_supported: RESPONSE_TYPES,
  scopes_supported: scopes,
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  token_endpoint: at(ENDPOINTS.token),
  id_token_signing_alg_values_supported: ['RS256'],
  userinfo_endpoint: at(ENDPOINTS.userinfo),
  revocation_endpoint: at(ENDPOINTS.revoke),
});
