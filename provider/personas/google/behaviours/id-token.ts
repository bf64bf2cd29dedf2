import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { claims as claimsOf } from '../claims.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { projectOf } from '../registration.ts';
import { identityOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

const on = z.boolean().default(true);

const picked = (all: Json, order: readonly string[]): Json =>
  Object.fromEntries(order.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]));

const PROFILE = new Set(['name', 'picture', 'given_name', 'family_name', 'locale']);

const ORDER = [
  ...['iss', 'azp', 'aud', 'sub', 'hd', 'email', 'email_verified', 'at_hash', 'c_hash', 'nonce'],
  ...['name', 'picture', 'given_name', 'family_name', 'iat', 'exp'],
];

/** Claims of ID tokens, and their order. */
export const idToken = [
  defineBehaviour({
    id: 'google/id-token/azp',
    summary: 'Names the requesting client in `azp`, also when it is the only audience.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-55', 'documented', PAGES.openidReference),
    apply: ({ header, claims, client }) => ({
      header,
      claims: { ...claims, azp: client.clientId },
      because: `${client.clientId} asked`,
    }),
  }),
  defineBehaviour({
    id: 'google/id-token/at-hash',
    summary: 'Adds `at_hash` to every ID token that is issued with an access token, in the code flow too.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-54', 'recorded', PAGES.openid),
    apply: ({ header, claims, accessToken }) => {
      if (accessToken === undefined || 'at_hash' in claims) return undefined;
      const half = createHash('sha256').update(accessToken).digest().subarray(0, 16);
      return {
        header,
        claims: { ...claims, at_hash: half.toString('base64url') },
        because: 'an access token goes out beside it',
      };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/profile-claims',
    summary: 'Includes e-mail and profile claims in the ID token, if the account has them.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-56', 'recorded', 'https://github.com/basecamp/google_sign_in/pull/16'),
    apply: ({ header, claims, person, scopes }) => {
      const { email, profile } = identityOf(scopes);
      const wanted = ['hd', ...(email ? ['email', 'email_verified'] : [])];
      if (profile) wanted.push('name', 'picture', 'given_name', 'family_name');
      const added = picked(claimsOf(person), wanted);
      if (Object.keys(added).length === 0) return undefined;
      return { header, claims: { ...claims, ...added }, because: `the token covers ${scopes.join(' ')}` };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/refreshed-without-nonce',
    summary: 'Omits `nonce` from the ID token of a refresh.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-60', 'reported', 'https://github.com/dexidp/dex/issues/1718'),
    apply: ({ header, claims, refreshed }) => {
      if (!refreshed || !('nonce' in claims)) return undefined;
      const { nonce: _, ...rest } = claims;
      return { header, claims: rest, because: 'the ID token comes from a refresh' };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/refreshed-without-profile',
    summary: 'Omits name and picture from the ID token of a refresh.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-60', 'reported', 'https://github.com/dexidp/dex/issues/1718'),
    apply: ({ header, claims, refreshed }) => {
      const left = Object.entries(claims).filter(([name]) => !PROFILE.has(name));
      if (!refreshed || left.length === Object.keys(claims).length) return undefined;
      return { header, claims: Object.fromEntries(left), because: 'the ID token comes from a refresh' };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/server-audience',
    summary: 'Issues the ID token of a mobile app with the audience of the server client that it names, of the same project.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-55', 'documented', PAGES.openidReference),
    apply: ({ header, claims, client, login }) => {
      const [, server] = /^server:client_id:(.+)$/.exec(login?.params.audience ?? '') ?? [];
      if (server === undefined || client.kind !== 'mobile' || server.split('-')[0] !== projectOf(client)) return undefined;
      return { header, claims: { ...claims, aud: server }, because: `the app asked for its server ${server}` };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/issuer-without-scheme',
    summary: 'Omits `https://` from the issuer for logins through the legacy authorization path.',
    stage: 'id-token',
    origin: 'vendor',
    setting: z.enum(['legacy-path', 'always', 'off']).default('legacy-path'),
    source: source('G-57', 'recorded', PAGES.openidReference),
    apply: ({ header, claims, login }, when) => {
      const legacy = login?.params.authorization_endpoint === ENDPOINTS.authorizeLegacy;
      if (typeof claims.iss !== 'string' || (when !== 'always' && !legacy)) return undefined;
      const iss = claims.iss.replace(/^https?:\/\//, '');
      return {
        header,
        claims: { ...claims, iss },
        because: legacy ? 'the login began at /o/oauth2/auth' : 'set for every login',
      };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/claim-order',
    summary: 'Has a fixed order of claims, and no `auth_time`, `jti`, `nbf`, `amr` or `sid`.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-54', 'recorded', PAGES.openid),
    apply: ({ header, claims }) => {
      const ordered = picked(claims, ORDER);
      if (Object.keys(ordered).join() === Object.keys(claims).join()) return undefined;
      return { header, claims: ordered, because: `the plain protocol orders them as ${Object.keys(claims).join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'google/id-token/header-order',
    summary: 'Has the header members alg, kid, typ, in this order.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('G-53', 'recorded', PAGES.openid),
    apply: ({ header, claims }) => ({
      header: picked({ ...header, typ: 'JWT' }, ['alg', 'kid', 'typ']),
      claims,
      because: `the protocol had ${Object.keys(header).join(', ')}`,
    }),
  }),
];
