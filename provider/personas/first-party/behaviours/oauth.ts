import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

const LEFT_OUT = 'left-out';

/** Tokens of `POST /oauth/token`. */
export const oauth = [
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
    summary: 'Replaces a refresh token with each use; one that comes again ends everything of that sign-in.',
    stage: 'refresh.rotate',
    origin: 'vendor',
    setting: on,
    source: source('P-50', 'documented', 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2'),
    remedy: 'Refresh once at a time, and store the new refresh token before using it.',
    apply: () => ({ rotate: true, because: 'a refresh token works once' }),
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
    summary: 'Says in the challenge why a Bearer token is refused: `The access token expired`.',
    stage: 'oauth.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-51', 'documented', `${PAGES.bearer}#section-3`),
    remedy: 'Refresh once, then send the request again; without a refresh token send the person to the login.',
    apply: ({ why, ago }) => {
      if (why === 'expired' || why === 'expired-by-request')
        return { description: 'The access token expired', because: `the access token ${ago}` };
      const description = why === 'unknown' ? 'The access token is unknown' : 'The access token was ended';
      return { description, because: why === 'unknown' ? 'no such token was issued' : `the access token ${ago}` };
    },
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
