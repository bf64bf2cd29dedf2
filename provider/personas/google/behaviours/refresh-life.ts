import { z } from 'zod';
import { type Client, defineBehaviour, type Login } from '../../../model/index.ts';
import { registrationOf } from '../registration.ts';
import { isIdentityScope } from '../scopes.ts';
import { PAGES, source } from './source.ts';
import { on, refreshesOwnToken } from './vocabulary.ts';

const DAY_SECONDS = 86_400;
const SESSION_HOURS = 16;
const REAUTH_HELP = 'https://support.google.com/a/answer/9368756';

const isTesting = (client: Client, login: Login): boolean =>
  registrationOf(client).status === 'testing' && login.scopes.some((scope) => !isIdentityScope(scope));

const isGmail = (scope: string): boolean =>
  scope === 'https://mail.google.com/' || scope.startsWith('https://www.googleapis.com/auth/gmail.');
const isCloud = (scope: string): boolean => scope.startsWith('https://www.googleapis.com/auth/cloud-platform');

const dead = (because: string) => ({
  status: 400,
  body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  because,
});

/** Lifetime of refresh tokens, and what ends them. */
export const refreshLife = [
  defineBehaviour({
    id: 'google/refresh/time-limited-access',
    summary: 'Expires a refresh token when the time-limited consent ends.',
    remedy: 'Redirect to /authorize when the refresh token ends: the person limited the time.',
    stage: 'refresh.lifetime',
    origin: 'vendor',
    setting: on,
    source: source('G-45', 'documented', PAGES.webServer),
    apply: ({ login }) =>
      login.grantedForSeconds === undefined
        ? undefined
        : {
            lifetimeSeconds: login.grantedForSeconds,
            prolongs: false,
            because: `the person gave access for ${login.grantedForSeconds / DAY_SECONDS} days`,
          },
  }),
  defineBehaviour({
    id: 'google/refresh/testing-seven-days',
    summary: 'Expires the refresh tokens of an app in testing after seven days, unless it requests sign-in scopes only.',
    remedy: 'Publish the app in the Google Cloud console; until then send the person through /authorize every seven days.',
    stage: 'refresh.lifetime',
    origin: 'vendor',
    setting: z
      .union([z.number().positive(), z.literal('off')])
      .default(7)
      .describe('days'),
    source: source('G-46', 'documented', PAGES.overview),
    apply: ({ login, client }, days) =>
      isTesting(client, login)
        ? {
            lifetimeSeconds: Number(days) * DAY_SECONDS,
            prolongs: false,
            because: 'the app is in testing and asks for more than signing in',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/refresh/six-months-unused',
    summary: 'Expires a refresh token that was not used for six months.',
    remedy: 'Refresh from time to time, or redirect to /authorize when the person comes back.',
    stage: 'refresh.lifetime',
    origin: 'vendor',
    setting: z
      .union([z.number().positive(), z.literal('off')])
      .default(180)
      .describe('days'),
    source: source('G-45', 'documented', PAGES.overview),
    apply: ({ used }, days) => ({
      lifetimeSeconds: Number(days) * DAY_SECONDS,
      prolongs: true,
      because: `${used ? 'it was used; it' : 'it'} lives for ${days} days without use`,
    }),
  }),
  defineBehaviour({
    id: 'google/refresh/limit-of-100',
    summary: 'Limits an account and client to 100 refresh tokens; one more revokes the oldest without notice.',
    remedy: 'Keep one refresh token for each person instead of asking for a new one at every login.',
    stage: 'refresh.limit',
    origin: 'vendor',
    setting: z
      .union([z.number().int().positive(), z.literal('off')])
      .default(100)
      .describe('tokens'),
    source: source('G-47', 'documented', PAGES.overview),
    apply: ({ living, client }, limit) =>
      living > Number(limit)
        ? { most: Number(limit), because: `${living} refresh tokens of this account lived for ${client.clientId}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/refresh/expires-in',
    summary: 'Returns `refresh_token_expires_in` if a refresh token expires: time-limited access, or an app in testing.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-39', 'recorded', PAGES.webServer),
    apply: ({ body, login, client, refreshToken, nowEpochSeconds }) => {
      if (!login || !client || refreshToken?.state !== 'live' || nowEpochSeconds === undefined) return undefined;
      if (login.grantedForSeconds === undefined && !isTesting(client, login)) return undefined;
      const left = refreshToken.expiresAtEpochSeconds - nowEpochSeconds - 1;
      return { body: { ...body, refresh_token_expires_in: left }, because: `the refresh token ends in ${left} seconds` };
    },
  }),
  defineBehaviour({
    id: 'google/token/deleted-client',
    summary: 'Refuses a deleted client with 401 deleted_client, even with a valid refresh token.',
    remedy: 'Create a new client in the Google Cloud console; tokens of the old one are lost.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-50', 'recorded', PAGES.webServer),
    apply: ({ client }) =>
      client && registrationOf(client).status === 'deleted'
        ? {
            status: 401,
            body: { error: 'deleted_client', error_description: 'The OAuth client was deleted.' },
            because: `${client.clientId} is registered as deleted`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/token/disabled-client',
    summary: 'Refuses a disabled client with 401 disabled_client, even with a valid refresh token.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-50', 'recorded', 'https://github.com/openpubkey/opkssh/issues/617'),
    remedy: 'Enable the client in the console of the project; its refresh tokens then work again.',
    apply: ({ client }) =>
      client && registrationOf(client).status === 'disabled'
        ? {
            status: 401,
            body: { error: 'disabled_client', error_description: 'The OAuth client was disabled.' },
            because: `${client.clientId} is registered as disabled`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/refresh/account-gone',
    summary: 'Refuses the refresh token of a deleted or disabled account.',
    remedy: 'Forget the tokens of this account; offer a sign-in with another one.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-45', 'documented', PAGES.overview),
    apply: (input) => {
      const status = input.person?.status;
      if (!refreshesOwnToken(input) || (status !== 'deleted' && status !== 'disabled')) return undefined;
      const error_description = status === 'deleted' ? 'The account has been deleted' : 'Token has been expired or revoked.';
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description },
        because: `the account of ${input.person?.email} is ${status}`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/refresh/admin-policy',
    summary: 'Refuses a refresh with admin_policy_enforced when the administrator blocks the app or one of its scopes.',
    remedy: 'Stop refreshing and tell the person that the administrator blocks the app.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-50', 'documented', PAGES.overview),
    apply: (input) => {
      const { grant, client, person } = input;
      if (!refreshesOwnToken(input) || grant.state !== 'live') return undefined;
      const blocked = person?.blockedByAdmin?.find((item) => item === client?.clientId || grant.scopes.includes(item));
      if (blocked === undefined) return undefined;
      return {
        status: 400,
        body: { error: 'admin_policy_enforced' },
        because: `the administrator of ${person?.email} blocks ${blocked}`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/refresh/password-change',
    summary: 'Revokes a refresh token with Gmail scopes when the person changes the password.',
    remedy: 'Forget the refresh token and redirect to /authorize: only the person can fix this.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-45', 'documented', PAGES.overview),
    apply: (input) => {
      const { grant } = input;
      if (!refreshesOwnToken(input) || grant.state !== 'live' || !grant.login) return undefined;
      const gmail = grant.scopes.find(isGmail);
      if (grant.login.passwordChangedAtEpochSeconds === undefined || gmail === undefined) return undefined;
      return { ...dead(`the password was changed after this login, and the token covers ${gmail}`), kill: 'password-changed' };
    },
  }),
  defineBehaviour({
    id: 'google/refresh/session-control',
    summary: 'Refuses to refresh a Workspace account’s token for Google Cloud after 16 hours, until the person signs in again.',
    remedy: 'Redirect to /authorize: the person signs in again. Keep the refresh token until then.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: z.enum(['invalid_rapt', 'rapt_required', 'off']).default('invalid_rapt'),
    source: source('G-50', 'recorded', REAUTH_HELP),
    apply: (input, subtype) => {
      const { grant, person, nowEpochSeconds } = input;
      if (!refreshesOwnToken(input) || grant.state !== 'live' || !person?.hostedDomain) return undefined;
      const hours = (nowEpochSeconds - grant.issuedAtEpochSeconds) / 3600;
      if (hours < SESSION_HOURS || !grant.scopes.some(isCloud)) return undefined;
      const error_description = `reauth related error (${subtype})`;
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description, error_uri: REAUTH_HELP, error_subtype: subtype },
        because: `${person.email} of ${person.hostedDomain} signed in ${Math.floor(hours)} hours ago`,
      };
    },
  }),
];
