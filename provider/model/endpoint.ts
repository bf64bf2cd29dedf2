/** Every address of a persona under the name that faults, the wire log and scenarios use. */
export const ENDPOINT_NAMES = [
  'authorize',
  'sign-in',
  'consent',
  'error-page',
  'token',
  'userinfo',
  'tokeninfo',
  'jwks',
  'discovery',
  'revoke',
  'logout',
  'debug-token',
  'token-info',
  'client-code',
  'login-success',
  'deauthorize-callback',
  'data-deletion-callback',
  'api:drive.about.get',
  'api:drive.files.list',
  'api:drive.files.get',
  'api:drive.files.create',
  'api:drive.files.update',
  'api:drive.files.delete',
  'api:drive.files.export',
  'api:graph.me.get',
  'api:graph.node.get',
  'api:graph.permissions.list',
  'api:graph.permissions.delete',
  'api:graph.picture.get',
  'api:graph.feed.list',
  // The write that an app does with a token: it needs a permission beyond signing in.
  'api:graph.feed.create',
  'unknown',
] as const;

/** Where a fault may strike and what an exchange was about. `unknown`: no route of the persona fits the address. */
export type EndpointName = (typeof ENDPOINT_NAMES)[number];

/** Endpoints that a browser visits; everything else is called by the app itself. */
export const FRONT_CHANNEL: ReadonlySet<EndpointName> = new Set([
  'authorize',
  'sign-in',
  'consent',
  'error-page',
  'login-success',
  'logout',
]);

/** What the vendor itself asks of an app. */
export const FROM_VENDOR: ReadonlySet<EndpointName> = new Set(['deauthorize-callback', 'data-deletion-callback']);

/** True for the vendor's own APIs (Drive, Graph …), the resource servers of a login. */
export const isApi = (endpoint: EndpointName): boolean => endpoint.startsWith('api:');
