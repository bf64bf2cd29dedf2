import { z } from 'zod';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

type Reach = Stages['refresh.reuse']['decision']['ends'];

const LEFT_OUT = 'left-out';

/** Tokens of `POST /oauth/token`. */
export const oauth = [
  defineBehaviour({
    id: 'first-party/oauth/password-grant',
    summary: 'Takes the address and the password of a person at the token endpoint, so that there is no page and no redirect.',
    stage: 'oauth.grant',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'documented', `${PAGES.oauth}#section-4.3`),
    apply: ({ type }) =>
      type === 'password' ? { gives: true, because: 'the app asks for the password itself, and sends it here' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/client-grant',
    summary: 'Gives a client a token of nobody yet (`client_credentials`).',
    stage: 'oauth.grant',
    origin: 'vendor',
    setting: on,
    source: source('P-03', 'documented', `${PAGES.oauth}#section-4.4`),
    apply: ({ type }) =>
      type === 'client_credentials' ? { gives: true, because: 'a client may have a token of its own' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/anonymous-session',
    summary: 'Lets the token with which somebody registers act for the new user, without another exchange.',
    stage: 'oauth.bind',
    origin: 'vendor',
    setting: on,
    source: source('P-03', 'inferred', `${PAGES.oauth}#section-4.4`),
    apply: ({ person }) => ({ binds: true, because: `the token was nobody's, and ${person.key} registered with it` }),
  }),
  defineBehaviour({
    id: 'first-party/oauth/refresh-token',
    summary: 'Issues a refresh token beside the access token for a password.',
    stage: 'refresh.issue',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'documented', `${PAGES.oauth}#section-4.3.3`),
    apply: () => ({ issue: true, because: 'a password brings a refresh token, so that nobody has to keep the password' }),
  }),
  defineBehaviour({
    id: 'first-party/oauth/rotation',
    summary: 'Replaces a refresh token with each use.',
    stage: 'refresh.rotate',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'documented', 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2'),
    remedy: 'Refresh once at a time, and store the new refresh token before using it.',
    apply: () => ({ rotate: true, because: 'a refresh token works once' }),
  }),
  defineBehaviour({
    id: 'first-party/oauth/reuse-ends-family',
    summary: 'Ends everything of a sign-in when a refresh token of it comes again that was replaced, or twice at once.',
    stage: 'refresh.reuse',
    origin: 'vendor',
    setting: z
      .union([z.enum(['everything', 'refresh-tokens', 'nothing']), z.literal('off')])
      .default('everything')
      .describe('what a refresh token ends that comes again'),
    source: source('P-50', 'documented', 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2'),
    remedy: 'Refresh once at a time, and store the new refresh token before using it. After this, ask for the password again.',
    apply: ({ usedSecondsAgo }, setting) => ({
      ...{ accepted: false, ends: setting as Reach },
      because: `the refresh token was used ${usedSecondsAgo} s ago, and comes again`,
    }),
  }),
  defineBehaviour({
    id: 'first-party/oauth/revoke',
    summary: 'Ends with a refresh token that is revoked all that its sign-in brought.',
    stage: 'revoke',
    origin: 'vendor',
    setting: on,
    source: source('P-41', 'documented', 'https://www.rfc-editor.org/rfc/rfc7009#section-2.1'),
    apply: ({ token, plain }) =>
      token.state === 'live' && token.kind === 'refresh-token'
        ? { reach: 'grant', reply: plain, because: 'a refresh token ends with its access tokens' }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/access-token-life',
    summary: 'Issues access tokens that live for an hour.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(31_557_600), z.literal('off')])
      .default(3600)
      .describe('seconds'),
    source: source('P-51', 'documented', `${PAGES.oauth}#section-5.1`),
    apply: ({ kind }, setting) =>
      kind === 'access-token' ? { lifetimeSeconds: Number(setting), because: `access tokens live ${setting} s` } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/why-refused',
    summary: 'Says in the challenge that a Bearer token is too old: `The access token expired`.',
    stage: 'oauth.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-51', 'documented', `${PAGES.bearer}#section-3`),
    remedy: 'Refresh once, then send the request again; without a refresh token send the person to the login.',
    apply: ({ why, ago }) =>
      why === 'expired' || why === 'expired-by-request'
        ? { description: 'The access token expired', because: `the access token ${ago}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/oauth/ended',
    summary: 'Says in the challenge that a Bearer token was ended, or is unknown, in words of the lab.',
    stage: 'oauth.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-41', 'inferred', `${PAGES.bearer}#section-3.1`),
    remedy: 'Send the person to the login; a refresh is refused where the sign-in was ended.',
    apply: ({ why, ago }) => {
      if (why === 'expired' || why === 'expired-by-request') return undefined;
      if (why === 'unknown') return { description: 'The access token is unknown', because: 'no such token was issued' };
      return { description: 'The access token was ended', because: `the access token ${ago}` };
    },
  }),
  defineBehaviour({
    id: 'first-party/oauth/no-id-token',
    summary: 'Answers without an ID token: the API is no OpenID provider.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'documented', `${PAGES.oauth}#section-5.1`),
    apply: ({ body: { id_token: token, ...rest } }) =>
      token === undefined ? undefined : { body: rest, because: 'RFC 6749 has no ID tokens; GET /users/me says who it is' },
  }),
  defineBehaviour({
    id: 'first-party/oauth/no-scope',
    summary: 'Answers without `scope`: every token of a person may do what that person may.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'inferred', `${PAGES.oauth}#section-5.1`),
    apply: ({ body: { scope, ...rest } }) => (scope === undefined ? undefined : { body: rest, because: 'the API has no scopes' }),
  }),
  defineBehaviour({
    id: 'first-party/oauth/expires-in',
    summary: 'Tells the lifetime of a token, or leaves `expires_in` out, as RFC 6749 allows.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: z.enum(['told', LEFT_OUT]).default('told').describe('whether a token reply has `expires_in`'),
    source: source('P-52', 'documented', `${PAGES.oauth}#section-5.1`),
    apply: ({ body }, setting) => {
      if (setting !== LEFT_OUT) return undefined;
      const { expires_in: _, ...rest } = body;
      return { body: rest, because: 'expires_in is recommended, not required' };
    },
  }),
];
