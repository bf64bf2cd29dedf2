/** Requests of OAuth and OpenID Connect by their shape, at providers that no persona stands for. */
import { type EndpointName, type Exchange, jsonOf } from '../../provider/model/index.ts';
import { addressOf, bearerOf, formOf, headerOf, locationOf, queryOf } from '../../scenarios/traffic/index.ts';
import { hasApiKey, isOwnCall } from './own-api.ts';

type Shape = (exchange: Exchange) => boolean;

const pathOf = (exchange: Exchange): string => addressOf(exchange).pathname;

const isAuthorization: Shape = (exchange) => {
  const query = queryOf(exchange);
  const isForToken = query.has('grant_type');
  return (
    !isForToken && query.has('client_id') && (query.has('response_type') || (query.has('redirect_uri') && query.has('scope')))
  );
};

const isTokenRequest: Shape = (exchange) => {
  const hasGrant = [formOf(exchange), queryOf(exchange)].some((params) => params.has('grant_type') || params.has('grant-type'));
  return hasGrant && /^(?:POST|GET)$/.test(exchange.request.method);
};

const isDiscovery: Shape = (exchange) =>
  /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/.test(pathOf(exchange)) &&
  typeof jsonOf(exchange)?.issuer === 'string';

/** Spares the reading of most answers. */
const hasMember = ({ response }: Exchange, name: string): boolean => response?.body?.includes(`"${name}"`) === true;

const isKeys: Shape = (exchange) => {
  if (!hasMember(exchange, 'kty')) return false;
  const keys = jsonOf(exchange)?.keys;
  return Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key?.kty === 'string');
};

const isRevocation: Shape = (exchange) =>
  exchange.request.method === 'POST' &&
  (/revo(?:ke|cation)/i.test(pathOf(exchange)) || formOf(exchange).has('token_type_hint')) &&
  (formOf(exchange).has('token') || queryOf(exchange).has('token'));

const isLogout: Shape = (exchange) => ['id_token_hint', 'post_logout_redirect_uri'].some((name) => queryOf(exchange).has(name));

const isUserinfo: Shape = (exchange) => /\/userinfo\/?$/i.test(pathOf(exchange)) && bearerOf(exchange) !== undefined;

/** A page of the provider that leads back to the app with the answer. */
const isAnswer: Shape = (exchange) => {
  const target = locationOf(exchange);
  if (!target) return false;
  const params = new URLSearchParams([...target.searchParams, ...new URLSearchParams(target.hash.slice(1))]);
  return params.has('state') && ['code', 'error', 'access_token', 'id_token'].some((name) => params.has(name));
};

/** In the order in which they are asked. */
const SHAPES: readonly (readonly [EndpointName, Shape])[] = [
  ['authorize', isAuthorization],
  ['token', isTokenRequest],
  ['discovery', isDiscovery],
  ['jwks', isKeys],
  ['revoke', isRevocation],
  ['logout', isLogout],
  ['userinfo', isUserinfo],
  ['consent', isAnswer],
];

/** The endpoint that a request was meant for; undefined for one that has no such shape. */
export const endpointByShape = (exchange: Exchange): EndpointName | undefined => SHAPES.find(([, fits]) => fits(exchange))?.[0];

/** The address of the page before has something of a login. */
export const hasTellingReferer = (exchange: Exchange): boolean =>
  /[?&#](?:code|access_token|id_token)=/.test(headerOf(exchange.request, 'referer') ?? '');

/** True for a request that may carry a credential of a login in its usual place, or in the address of the page before. */
export const mayCarryCredential = (exchange: Exchange): boolean =>
  headerOf(exchange.request, 'authorization') !== undefined ||
  queryOf(exchange).has('access_token') ||
  isOwnCall(exchange) ||
  hasApiKey(exchange) ||
  hasTellingReferer(exchange);

/** True for the answer that begins a login on a device. */
export const isDeviceAnswer = (exchange: Exchange): boolean =>
  hasMember(exchange, 'device_code') && typeof jsonOf(exchange)?.device_code === 'string';
