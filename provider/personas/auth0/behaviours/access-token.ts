import { createHash } from 'node:crypto';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { apiOfLogin, ownApi } from '../apis.ts';
import { publishedKid } from '../keys.ts';
import { CONNECTION_PARAM } from '../login-steps.ts';
import { type Api, registrationOf } from '../registration.ts';
import { isPasswordGrant } from '../token-errors.ts';
import { userIdOf } from '../user.ts';
import { PAGES, source } from './source.ts';

type Input = Stages['access-token.format']['input'];
type Json = Readonly<Record<string, unknown>>;

const apiFor = ({ resource, client, login }: Input): Api | undefined =>
  resource === undefined ? undefined : (ownApi(client, resource) ?? (login && apiOfLogin(login.params)));

/** A list with the userinfo endpoint where `openid` was granted and the signature allows it, else one text. */
const audienceOf = ({ scopes, claims, resource }: Input, api: Api): unknown =>
  scopes.includes('openid') && api.signingAlg !== 'HS256' ? [resource, `${claims.iss}userinfo`] : resource;

const gtyOf = ({ grantType, login }: Input): string | undefined => {
  if (grantType === 'client_credentials') return 'client-credentials';
  return isPasswordGrant(login?.params.grant_type) ? 'password' : undefined;
};

const subjectOf = ({ person, client, login }: Input): string =>
  person ? userIdOf(person, login?.params[CONNECTION_PARAM]) : `${client.clientId}@clients`;

/** Names that a token for an API may not get from an Action. */
export const RESTRICTED = new Set([
  ...[
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'azp',
    'scope',
    'gty',
    'client_id',
    'jti',
    'nonce',
    'sid',
    'auth_time',
    'org_id',
    'org_name',
  ],
  ...[
    'permissions',
    'roles',
    'groups',
    'acr',
    'amr',
    'at_hash',
    'c_hash',
    'nbf',
    'typ',
    'email',
    'email_verified',
    'name',
    'nickname',
  ],
]);

const OWN_NAMESPACES = /^https?:\/\/(?:[^/]*\.)?(?:auth0\.com|webtask\.io|webtask\.run)(?:\/|$)/i;

/** The claims of an Action that pass: namespaced ones, and names that mean nothing yet. */
export const passingClaims = (claims: Json | undefined): Json =>
  Object.fromEntries(Object.entries(claims ?? {}).filter(([name]) => !RESTRICTED.has(name) && !OWN_NAMESPACES.test(name)));

const claimsOf = (input: Input, api: Api): Json => {
  const { claims, client, scopes } = input;
  const isProfile = api.dialect?.startsWith('rfc9068') ?? false;
  const gty = isProfile ? undefined : gtyOf(input);
  return {
    ...{ iss: claims.iss, sub: subjectOf(input), aud: audienceOf(input, api), iat: claims.iat, exp: claims.exp },
    ...(isProfile ? { jti: claims.jti, client_id: client.clientId } : { azp: client.clientId }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(gty !== undefined && { gty }),
    ...(api.permissions && { permissions: api.permissions }),
    ...passingClaims(registrationOf(client).action?.accessTokenClaims),
  };
};

const random = (seed: unknown, length: number): string =>
  createHash('sha512').update(String(seed)).digest('base64url').slice(0, length);

/** A compact JWE as Auth0 makes them: five parts, the second one empty. Nobody but the tenant can read it. */
const jweLike = ({ claims }: Input): string => {
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', iss: claims.iss })).toString('base64url');
  const part = (name: string, length: number) => random(`${claims.jti}:${name}`, length);
  return [header, '', part('iv', 16), part('text', 86) + part('more', 86), part('tag', 22)].join('.');
};

const OPAQUE_LENGTH = 32;

const jwtFor = (input: Input, api: Api, typ: string) => {
  const isHmac = api.signingAlg === 'HS256' && api.signingSecret !== undefined;
  const header = isHmac ? { alg: 'HS256', typ } : { alg: 'RS256', typ, kid: publishedKid(input.header.kid) };
  return {
    ...{ format: 'jwt' as const, header, claims: claimsOf(input, api), because: `the token is for ${api.identifier}` },
    ...(isHmac && { secret: api.signingSecret }),
  };
};

const isRfc = ({ dialect }: Api): boolean => dialect?.startsWith('rfc9068') ?? false;

/** Access tokens: opaque for userinfo alone, a JWT for an API. */
export const accessToken = [
  defineBehaviour({
    id: 'auth0/access-token/rfc9068-dialect',
    summary: 'Issues access tokens of RFC 9068 for an API with that dialect.',
    stage: 'access-token.format',
    origin: 'vendor',
    setting: on,
    source: source('A-34', 'documented', PAGES.profiles),
    apply: (input) => {
      const api = apiFor(input);
      return api && isRfc(api) ? jwtFor(input, api, 'at+jwt') : undefined;
    },
  }),
  defineBehaviour({
    id: 'auth0/access-token/jwt-for-apis',
    summary: 'Issues a JWT for an API, for userinfo as well if `openid` was granted.',
    stage: 'access-token.format',
    origin: 'vendor',
    setting: on,
    source: source('A-33', 'recorded', PAGES.profiles),
    apply: (input) => {
      const api = apiFor(input);
      return api && jwtFor(input, { ...api, dialect: 'access_token' }, 'JWT');
    },
  }),
  defineBehaviour({
    id: 'auth0/access-token/jwe-without-audience',
    summary: 'Issues an encrypted token of five parts, the second one empty, for a login without an audience.',
    stage: 'access-token.format',
    origin: 'vendor',
    setting: on,
    source: source('A-32', 'recorded', 'https://github.com/auth0/auth0-spa-js/issues/1008'),
    apply: (input) =>
      !input.person || input.resource !== undefined || isPasswordGrant(input.login?.params.grant_type)
        ? undefined
        : { format: 'opaque', value: jweLike(input), because: 'the request named no API, so the token is for userinfo alone' },
  }),
  defineBehaviour({
    id: 'auth0/access-token/opaque-form',
    summary: 'Issues opaque tokens of 32 characters for passwords and machines.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('A-32', 'recorded', PAGES.ruby),
    apply: ({ kind, random: text }) =>
      kind === 'access-token'
        ? { value: text(OPAQUE_LENGTH), because: `an opaque token has ${OPAQUE_LENGTH} characters` }
        : undefined,
  }),
];
