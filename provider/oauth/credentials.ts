import type { CredentialKind, CredentialRow, RowKind } from '../model/index.ts';

const MEMBERS = {
  sub: 'accountId',
  clientId: 'clientId',
  scopes: 'scope',
  issuedAtEpochSeconds: 'iat',
  expiresAtEpochSeconds: 'exp',
  grantId: 'grantId',
} as const;

/** A kind of row that the protocol engine writes, with its members. */
const issued = (kind: string, epochFields: readonly string[], usedUp: CredentialRow['usedUp'] = 'consumed'): CredentialRow => ({
  kind,
  epochFields,
  required: { texts: ['accountId', 'clientId', 'grantId'], epochSeconds: ['iat', 'exp'] },
  atReset: 'dies',
  endsWithAccount: true,
  members: MEMBERS,
  usedUp,
});

/** Secrets of OAuth 2.0, OpenID Connect and their extensions, by the names in the specifications. */
export const OAUTH_CREDENTIALS = [
  {
    name: 'access-token',
    names: ['access_token', 'registration_access_token'],
    row: issued('AccessToken', ['iat', 'exp']),
  },
  {
    name: 'refresh-token',
    names: ['refresh_token'],
    row: issued('RefreshToken', ['iat', 'exp', 'authTime', 'iiat', 'consumed'], 'rotated-out'),
  },
  {
    name: 'code',
    names: ['code', 'device_code', 'user_code', 'auth_req_id'],
    row: issued('AuthorizationCode', ['iat', 'exp', 'authTime', 'consumed']),
  },
  { name: 'id-token', names: ['id_token', 'id_token_hint'] },
  { name: 'jwt', names: ['logout_token'] },
  { name: 'token', names: ['token', 'subject_token', 'actor_token'] },
  { name: 'client-secret', names: ['client_secret'] },
  { name: 'code-verifier', names: ['code_verifier'] },
  { name: 'assertion', names: ['assertion', 'client_assertion', 'SAMLResponse'] },
  { name: 'state', names: ['state'] },
  { name: 'nonce', names: ['nonce'] },
  { name: 'session-state', names: ['session_state'] },
] as const satisfies readonly CredentialKind[];

/** Other kinds of rows of the protocol engine. */
export const OAUTH_ROWS: readonly RowKind[] = [
  { kind: 'Grant', epochFields: ['iat', 'exp'], atReset: 'dies', endsWithAccount: true },
  { kind: 'Session', epochFields: ['iat', 'exp', 'loginTs'], atReset: 'dies', endsWithAccount: true },
];
