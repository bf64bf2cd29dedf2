import { ENDPOINTS } from './endpoints.ts';

type Json = Readonly<Record<string, unknown>>;
type Address = (vendorUrl: string) => string;

const RESPONSE_TYPES = ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token', 'code token id_token'];

const SCOPES = [
  ...['openid', 'profile', 'offline_access', 'name', 'given_name', 'family_name', 'nickname', 'email', 'email_verified'],
  ...['picture', 'created_at', 'identities', 'phone', 'address'],
];

const CLAIMS = [
  ...['aud', 'auth_time', 'created_at', 'email', 'email_verified', 'exp', 'family_name', 'given_name', 'iat', 'identities'],
  ...['iss', 'name', 'nickname', 'phone_number', 'picture', 'sub'],
];

const ALGORITHMS = ['RS256', 'RS384', 'PS256'];

/** Auth0's discovery document as recorded in 2025, with the same members in the same order. */
export const discovery = (issuer: string, at: Address): Json => ({
  issuer,
  authorization_endpoint: at(ENDPOINTS.authorize),
  token_endpoint: at(ENDPOINTS.token),
  device_authorization_endpoint: at(ENDPOINTS.device),
  userinfo_endpoint: at(ENDPOINTS.userinfo),
  mfa_challenge_endpoint: at(ENDPOINTS.mfaChallenge),
  jwks_uri: at(ENDPOINTS.jwks),
  registration_endpoint: at(ENDPOINTS.register),
  revocation_endpoint: at(ENDPOINTS.revoke),
  scopes_supported: SCOPES,
  response_types_supported: RESPONSE_TYPES,
  code_challenge_methods_supported: ['S256', 'plain'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: [
    ...['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
  ],
  token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
  claims_supported: CLAIMS,
  request_uri_parameter_supported: false,
  request_parameter_supported: true,
  id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
  tls_client_certificate_bound_access_tokens: true,
  request_object_signing_alg_values_supported: ALGORITHMS,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  end_session_endpoint: at(ENDPOINTS.oidcLogout),
  backchannel_authentication_endpoint: at(ENDPOINTS.backchannelAuthentication),
  backchannel_token_delivery_modes_supported: ['poll'],
  global_token_revocation_endpoint: at(ENDPOINTS.globalRevocation),
  global_token_revocation_endpoint_auth_methods_supported: ['global-token-revocation+jwt'],
});

/** The plain engine's discovery document at Auth0's addresses. */
export const plainDiscovery = (issuer: string, at: Address, scopes: readonly string[]): Json => ({
  authorization_endpoint: at(ENDPOINTS.authorize),
  claims_supported: ['sub', 'email', 'email_verified', 'name', 'given_name', 'family_name', 'picture', 'iss'],
  code_challenge_methods_supported: ['S256'],
  grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
  issuer,
  jwks_uri: at(ENDPOINTS.jwks),
  response_modes_supported: ['fragment', 'query'],
  response_types_supported: [...RESPONSE_TYPES, 'none'],
  scopes_supported: scopes,
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  token_endpoint: at(ENDPOINTS.token),
  id_token_signing_alg_values_supported: ['RS256'],
  userinfo_endpoint: at(ENDPOINTS.userinfo),
  revocation_endpoint: at(ENDPOINTS.revoke),
});
