import { z } from 'zod';
import { defineBehaviour, describeToken } from '../../../model/index.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { googleNotFound } from '../replies.ts';
import { PAGES, source } from './source.ts';

/** Revocation: by which client, of which tokens, and the response for invalid tokens. */
export const revoke = [
  defineBehaviour({
    id: 'google/revoke/get-404',
    summary: 'Answers GET at the current revocation URL with a 404 page; the legacy URL accepts it.',
    remedy: 'Send POST with the token in a form.',
    stage: 'revoke',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-73', 'recorded', 'https://github.com/googleapis/oauth2client/issues/750'),
    apply: ({ method, host }) =>
      method !== 'POST' && host === new URL(ENDPOINTS.revoke).host
        ? { reach: 'none', reply: googleNotFound(new URL(ENDPOINTS.revoke)), because: `the method is ${method}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/revoke/dead-token-400',
    summary: 'Answers 400 invalid_token for an unknown, expired or revoked token.',
    remedy: 'Take it as success: the token is over anyway.',
    stage: 'revoke',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-74', 'recorded', 'https://github.com/googleapis/google-auth-library-nodejs/issues/1175'),
    apply: ({ token, nowEpochSeconds }) => {
      if (token.state === 'live' && token.kind !== 'code') return undefined;
      const body = { error: 'invalid_token', error_description: 'Token expired or revoked' };
      return {
        reach: 'none',
        reply: jsonReply(400, body),
        because: token.state === 'live' ? 'an authorization code was sent' : describeToken(token, nowEpochSeconds),
      };
    },
  }),
  defineBehaviour({
    id: 'google/revoke/whole-grant',
    summary: 'Revokes any live token without client authentication, and with it all tokens and the consent of the project.',
    stage: 'revoke',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-73', 'documented', PAGES.webServer),
    apply: ({ token }) =>
      token.state === 'live'
        ? {
            reach: 'everything',
            reply: jsonReply(200, {}),
            because: `a live ${token.kind.replace('-', ' ')} was sent, and it ends the whole grant`,
          }
        : undefined,
  }),
];
