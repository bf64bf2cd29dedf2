import type { EndpointTable } from '../../model/index.ts';

/** A name that nobody can register (RFC 2606 §3), so that the lab never stands in for somebody's real API. */
export const HOST = 'api.first-party.example';

/** Base of every address of the API. */
export const API = `https://${HOST}`;

export const ENDPOINTS = {
  home: `${API}/`,
  users: `${API}/users`,
  validation: `${API}/users/email_validation`,
  me: `${API}/users/me`,
  login: `${API}/login`,
  logout: `${API}/logout`,
  tokens: `${API}/tokens`,
  currentToken: `${API}/tokens/current`,
  oauthToken: `${API}/oauth/token`,
  oauthRevoke: `${API}/oauth/revoke`,
  keys: `${API}/keys`,
  rolling: `${API}/rolling`,
  presence: `${API}/presence`,
  random: `${API}/random`,
  invitations: `${API}/friends/invitations`,
} as const;

/** Endpoint names in faults, the wire log and scenarios. */
export const NAMES = {
  home: 'front',
  'users.create': 'back',
  'validation.resend': 'back',
  'validation.open': 'front',
  'validation.confirm': 'front',
  'login.session': 'back',
  'logout.session': 'back',
  'tokens.create': 'back',
  'tokens.delete': 'back',
  'tokens.delete-all': 'back',
  token: 'back',
  revoke: 'back',
  'keys.create': 'back',
  'keys.list': 'back',
  'keys.delete': 'back',
  'rolling.start': 'back',
  'rolling.end': 'back',
  'api:users.me.get': 'api',
  'api:users.me.update': 'api',
  'api:users.me.delete': 'api',
  'api:presence.get': 'api',
  'api:presence.set': 'api',
  'api:random.get': 'api',
  'api:invitations.list': 'api',
} as const satisfies EndpointTable;
