import type { AbsentAddress, EndpointTable } from '../../model/index.ts';

/** The API that the lab's own clients, and apps under test that declare none, may get tokens for. */
export const EXAMPLE_API = 'https://api.example.com/';

/** The tenant that every world has. Its paths are those of every tenant. @see https://auth0.com/docs/api/authentication */
export const MAIN_TENANT = 'loginlab.us.auth0.com';
const TENANT = `https://${MAIN_TENANT}`;

export const ENDPOINTS = {
  authorize: `${TENANT}/authorize`,
  login: `${TENANT}/u/login`,
  loginIdentifier: `${TENANT}/u/login/identifier`,
  loginPassword: `${TENANT}/u/login/password`,
  signUp: `${TENANT}/u/signup`,
  resetPassword: `${TENANT}/u/reset-password`,
  resetRequest: `${TENANT}/u/reset-password/request`,
  emailVerification: `${TENANT}/u/email-verification`,
  databaseSignUp: `${TENANT}/dbconnections/signup`,
  changePassword: `${TENANT}/dbconnections/change_password`,
  management: `${TENANT}/api/v2`,
  consent: `${TENANT}/u/consent`,
  confirmation: `${TENANT}/u/customized-consent`,
  federated: `${TENANT}/login/callback`,
  token: `${TENANT}/oauth/token`,
  revoke: `${TENANT}/oauth/revoke`,
  userinfo: `${TENANT}/userinfo`,
  logout: `${TENANT}/v2/logout`,
  oidcLogout: `${TENANT}/oidc/logout`,
  discovery: `${TENANT}/.well-known/openid-configuration`,
  metadata: `${TENANT}/.well-known/oauth-authorization-server`,
  jwks: `${TENANT}/.well-known/jwks.json`,
  device: `${TENANT}/oauth/device/code`,
  mfaChallenge: `${TENANT}/mfa/challenge`,
  register: `${TENANT}/oidc/register`,
  backchannelAuthentication: `${TENANT}/bc-authorize`,
  globalRevocation: `${TENANT}/oauth/global-token-revocation/connection/{connectionName}`,
} as const;

/** Hosts of tenants by region; the oldest ones in the United States have no region in their name. */
export const HOSTS = [
  MAIN_TENANT,
  ...['us', 'eu', 'au', 'jp', 'ca', 'uk', 'in'].map((region) => `*.${region}.auth0.com`),
  '*.auth0.com',
] as const;

/** Auth0's issuer ends with a slash. */
export const ISSUER = `${TENANT}/`;

/** Other documents than these are a 404 page at Auth0, too. */
export const ABSENT: readonly AbsentAddress[] = [{ path: /\/\.well-known\/(?!pki-validation\/)/, row: 'A-01' }];

/** Endpoint names in faults, the wire log and scenarios. */
export const NAMES = {
  authorize: 'front',
  'sign-in': 'front',
  'sign-up': 'front',
  'reset-password': 'front',
  'email-verification': 'front',
  'database-sign-up': 'back',
  'change-password': 'back',
  management: 'back',
  consent: 'front',
  token: 'back',
  userinfo: 'back',
  jwks: 'back',
  discovery: 'back',
  revoke: 'back',
  logout: 'front',
  'backchannel-logout': 'from-vendor',
} as const satisfies EndpointTable;
