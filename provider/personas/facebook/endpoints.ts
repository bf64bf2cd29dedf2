import type { AbsentAddress, EndpointTable } from '../../model/index.ts';

/** Facebook's hosts and paths. @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
const WWW = 'https://www.facebook.com';
const GRAPH = 'https://graph.facebook.com';

export const ENDPOINTS = {
  dialog: `${WWW}/dialog/oauth`,
  /** As in the discovery document. */
  bareDialog: 'https://facebook.com/dialog/oauth/',
  dialogLegacy: `${GRAPH}/oauth/authorize`,
  signIn: `${WWW}/login.php`,
  consent: `${WWW}/dialog/oauth/confirm`,
  loginSuccess: `${WWW}/connect/login_success.html`,
  logout: `${WWW}/logout.php`,
  token: `${GRAPH}/oauth/access_token`,
  clientCode: `${GRAPH}/oauth/client_code`,
  tokenInfo: `${GRAPH}/oauth/access_token_info`,
  debugToken: `${GRAPH}/debug_token`,
  discovery: `${WWW}/.well-known/openid-configuration/`,
  jwks: `${WWW}/.well-known/oauth/openid/jwks/`,
  certificates: 'https://m.facebook.com/.well-known/oauth/openid/certs/',
  graph: GRAPH,
} as const;

/** Other hosts of the pages. */
export const ALSO_WWW = ['facebook.com', 'm.facebook.com'] as const;

/** Other hosts of the documents. */
export const ALSO_DOCUMENTS = ['facebook.com', 'm.facebook.com', 'limited.facebook.com', 'www.limited.facebook.com'] as const;

/** Facebook's hosts. The first is that of the issuer. */
export const HOSTS = ['www.facebook.com', ...ALSO_DOCUMENTS, 'graph.facebook.com'] as const;

/** Other documents than these are a 404 page at Facebook, too. */
export const ABSENT: readonly AbsentAddress[] = [{ path: /\/\.well-known\//, row: 'F-82' }];

/** Facebook's issuer. */
export const ISSUER = WWW;

/** Optional version in front of a path: `v19.0`, and `v8` at some old addresses. */
export const VERSION = '/:version(v\\d[\\d.]*)?';

/** Endpoint names in faults, the wire log and scenarios. */
export const NAMES = {
  authorize: 'front',
  'sign-in': 'front',
  consent: 'front',
  token: 'back',
  jwks: 'back',
  discovery: 'back',
  logout: 'front',
  'debug-token': 'back',
  'token-info': 'back',
  'client-code': 'back',
  'login-success': 'front',
  'deauthorize-callback': 'from-vendor',
  'data-deletion-callback': 'from-vendor',
  'api:graph.me.get': 'api',
  'api:graph.node.get': 'api',
  'api:graph.permissions.list': 'api',
  'api:graph.permissions.delete': 'api',
  'api:graph.picture.get': 'api',
  'api:graph.feed.list': 'api',
  // A write call with a token. It needs a permission beyond login.
  'api:graph.feed.create': 'api',
} as const satisfies EndpointTable;
