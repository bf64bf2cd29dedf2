import { z } from 'zod';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { apiOfLogin } from '../apis.ts';
import { policyOf, ROTATING_PARAM, rotates } from '../refresh-policy.ts';
import { grantTypesOf } from '../registration.ts';
import { PAGES, source } from './source.ts';

/** A refresh token that never expires. */
const FOREVER_SECONDS = 20 * 365 * 86_400;

const lifetimeFor = ({ client, firstIssuedAtEpochSeconds, nowEpochSeconds }: Stages['refresh.lifetime']['input']) => {
  const { expiration, lifetimeSeconds, idleLifetimeSeconds } = policyOf(client);
  if (expiration === 'non-expiring')
    return { lifetimeSeconds: FOREVER_SECONDS, prolongs: false, because: `refresh tokens of ${client.clientId} do not expire` };
  const left = lifetimeSeconds - (nowEpochSeconds - (firstIssuedAtEpochSeconds ?? nowEpochSeconds));
  return {
    lifetimeSeconds: Math.max(1, Math.min(left, idleLifetimeSeconds)),
    prolongs: true,
    because: `at most ${lifetimeSeconds} s from the first one on, and ${idleLifetimeSeconds} s without use`,
  };
};

type Refuse = Stages['token.refuse']['input'];

/** A refresh by the client that the token belongs to, where nothing else is wrong. */
const isOwnRefresh = ({ form, client, grant }: Refuse): boolean =>
  form.grant_type === 'refresh_token' &&
  client !== undefined &&
  form.client_secret === client.clientSecret &&
  grant.state !== 'unknown' &&
  grant.kind === 'refresh-token' &&
  grant.clientId === client.clientId;

const invalidGrant = (error_description: string) => ({ status: 403, body: { error: 'invalid_grant', error_description } });

/** Refresh tokens: when there is one, how long it lives, and what its reuse ends. */
export const refresh = [
  defineBehaviour({
    id: 'auth0/refresh/offline-access',
    summary: 'Issues a refresh token only for `offline_access`, to clients with the grant, and for APIs that allow it.',
    stage: 'refresh.issue',
    origin: 'vendor',
    setting: on,
    source: source('A-60', 'documented', PAGES.refreshTokens),
    apply: ({ login, client }) => {
      const api = apiOfLogin(login.params);
      if (!splitSpaces(login.params.scope).includes('offline_access'))
        return { issue: false, because: 'offline_access was not requested' };
      if (!grantTypesOf(client).includes('refresh_token'))
        return { issue: false, because: `${client.clientId} does not have the grant refresh_token` };
      if (api && !api.allowOfflineAccess) return { issue: false, because: `${api.identifier} does not allow offline access` };
      return { issue: true, because: 'offline_access was requested' };
    },
  }),
  defineBehaviour({
    id: 'auth0/refresh/rotation',
    summary:
      'Replaces a refresh token with each use, if the client rotates its tokens; otherwise the answer has none, and the old one stays.',
    stage: 'refresh.rotate',
    origin: 'vendor',
    setting: on,
    source: source('A-61', 'documented', PAGES.rotation),
    apply: ({ client }) =>
      rotates(client)
        ? { rotate: true, because: `${client.clientId} rotates refresh tokens` }
        : { rotate: false, because: `${client.clientId} keeps its refresh tokens` },
  }),
  defineBehaviour({
    id: 'auth0/refresh/leeway',
    summary: 'Accepts the previous refresh token again within the reuse interval of the client, and issues another new one.',
    stage: 'refresh.reuse',
    origin: 'vendor',
    setting: on,
    source: source('A-65', 'documented', PAGES.leeway),
    apply: ({ client, usedSecondsAgo, isPrevious }) => {
      const { leewaySeconds } = policyOf(client);
      if (leewaySeconds === 0 || !isPrevious || usedSecondsAgo > leewaySeconds) return undefined;
      return {
        accepted: true,
        ends: 'nothing',
        because: `it was used ${usedSecondsAgo} s ago, and ${leewaySeconds} s are forgiven`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/refresh/reuse-ends-family',
    summary: 'Ends all refresh tokens of a login when one that was replaced comes again; access tokens live on.',
    stage: 'refresh.reuse',
    origin: 'vendor',
    setting: on,
    source: source('A-64', 'documented', PAGES.rotation),
    remedy: 'Refresh once at a time, and store the new refresh token before using it. After this, redirect to /authorize.',
    apply: ({ usedSecondsAgo, isPrevious, client }) => {
      const { leewaySeconds } = policyOf(client);
      const why =
        isPrevious || leewaySeconds === 0 ? `it was used ${usedSecondsAgo} s ago` : 'newer ones of its family were used since';
      return {
        accepted: false,
        ends: 'refresh-tokens',
        because: `Unsuccessful Refresh Token exchange, reused refresh token detected: ${why}`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/refresh/lifetimes',
    summary:
      'Expires refresh tokens by the policy of the client: some days without use, and at last some days after the first one.',
    stage: 'refresh.lifetime',
    origin: 'vendor',
    setting: on,
    source: source('A-66', 'documented', PAGES.expiration),
    remedy: 'Redirect to /authorize: a rotation does not prolong the absolute lifetime.',
    apply: lifetimeFor,
  }),
  defineBehaviour({
    id: 'auth0/refresh/limit-of-200',
    summary: 'Keeps 200 refresh tokens of one user and client; the oldest make room.',
    stage: 'refresh.limit',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1), z.literal('off')])
      .default(200)
      .describe('tokens'),
    source: source('A-67', 'documented', PAGES.cap),
    apply: ({ living }, most) =>
      living > Number(most) ? { most: Number(most), because: `${living} refresh tokens are alive` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/refresh/rotation-switched',
    summary: 'Refuses refresh tokens from before rotation was switched off.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-68', 'documented', PAGES.leeway),
    remedy: 'Redirect to /authorize.',
    apply: (input) => {
      const { client, grant } = input;
      if (!client || !isOwnRefresh(input) || grant.state !== 'live' || rotates(client)) return undefined;
      if (grant.login?.params[ROTATING_PARAM] === undefined) return undefined;
      return {
        ...invalidGrant('Unknown or invalid refresh token.'),
        kill: 'revoked',
        because: 'the token is of a rotating family',
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/refresh/rotation-begun',
    summary: 'Ends refresh tokens from before rotation was switched on once another one of the same user was used since.',
    stage: 'refresh.unrotated',
    origin: 'vendor',
    setting: on,
    source: source('A-68', 'documented', PAGES.leeway),
    remedy: 'Redirect to /authorize.',
    apply: ({ isFirst }) => (isFirst ? undefined : { ends: true, because: 'another device of this user was refreshed first' }),
  }),
  defineBehaviour({
    id: 'auth0/refresh/blocked-user',
    summary: 'Refuses a refresh of a blocked user with `user is blocked`.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-51', 'recorded', 'https://github.com/ionic-team/demo-authconnect-auth0/issues/4'),
    remedy: 'Sign the person out of the app.',
    apply: (input) =>
      isOwnRefresh(input) && input.grant.state === 'live' && input.person?.status === 'disabled'
        ? { ...invalidGrant('user is blocked'), because: `the account of ${input.person.key} is blocked` }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/refresh/deleted-user',
    summary: 'Refuses a refresh for a user who was deleted, in a sentence of its own.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-52', 'reported', 'https://github.com/auth0/Auth0.Android'),
    remedy: 'Forget the refresh token: this user does not come back.',
    apply: (input) => {
      const { form, client, grant, person } = input;
      const isTheirs =
        form.grant_type === 'refresh_token' &&
        client !== undefined &&
        grant.state !== 'unknown' &&
        grant.clientId === client.clientId;
      const isGone = person === undefined || person.status === 'deleted';
      if (!isTheirs || !isGone || grant.kind !== 'refresh-token') return undefined;
      return {
        ...invalidGrant("The refresh_token was generated for a user who doesn't exist anymore."),
        because: 'the user was deleted',
      };
    },
  }),
];
