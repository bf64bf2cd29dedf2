import { z } from 'zod';
import { defineBehaviour, describeToken, type Stages } from '../../../model/index.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { oldUserinfoClaims, userinfoClaims } from '../claims.ts';
import { oldTokeninfo, tokeninfo } from '../tokeninfo-claims.ts';
import { source } from './source.ts';

type Input = Stages['identity.reply']['input'];

const on = z.boolean().default(true);
const covers = ({ scopes }: Input): string => `the token covers ${scopes.join(' ')}`;

const BEARER = 'Bearer realm="https://accounts.google.com/", error="invalid_token"';
const isOld = (api: string): boolean => api.endsWith(':v1') || api.endsWith(':v2');

/** All versions of userinfo and tokeninfo. */
export const identity = [
  defineBehaviour({
    id: 'google/userinfo/claims',
    summary: 'Returns claims by scope, in its own order; the scope email also returns the picture.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-71', 'recorded', 'https://github.com/jaredhanson/passport-google-oauth/issues/17'),
    apply: (input) =>
      input.version === 'userinfo:openid' || input.version === 'userinfo:v3'
        ? { body: userinfoClaims(input.person, input.scopes), because: covers(input) }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/userinfo/old-names',
    summary: 'Uses `id` and `verified_email` in the first two versions of userinfo.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-71', 'recorded', 'https://github.com/jaredhanson/passport-google-oauth/issues/17'),
    apply: (input) =>
      input.version === 'userinfo:v1' || input.version === 'userinfo:v2'
        ? { body: oldUserinfoClaims(input.person, input.scopes), because: covers(input) }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/tokeninfo/strings',
    summary: 'Describes an access token with string values only, also for `exp`, `expires_in` and `email_verified`.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-69', 'recorded', 'https://github.com/parse-community/parse-server/issues/2921'),
    apply: (input) => {
      if (input.version !== 'tokeninfo' && input.version !== 'tokeninfo:v3') return undefined;
      const body = tokeninfo(input);
      return body && { body, because: covers(input) };
    },
  }),
  defineBehaviour({
    id: 'google/tokeninfo/old-names',
    summary: 'Uses `issued_to`, `audience` and `user_id` in the first two versions of tokeninfo.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-69', 'recorded', 'https://github.com/parse-community/parse-server/issues/2921'),
    apply: (input) => {
      if (input.version !== 'tokeninfo:v1' && input.version !== 'tokeninfo:v2') return undefined;
      const body = oldTokeninfo(input);
      return body && { body, because: covers(input) };
    },
  }),
  defineBehaviour({
    id: 'google/tokeninfo/errors',
    summary: 'Answers 400 `Invalid Value` for an invalid token; version 3 omits `error`.',
    remedy: 'Treat the token as invalid: refresh it, or sign the person in again.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-70', 'recorded', 'https://github.com/PrefectHQ/fastmcp/issues/3601'),
    apply: ({ api, why, token, nowEpochSeconds }) => {
      if (!api.startsWith('tokeninfo')) return undefined;
      const [error, error_description] =
        why === 'no-token'
          ? ['invalid_request', 'either access_token, id_token, or token_handle required']
          : ['invalid_token', 'Invalid Value'];
      const body = api === 'tokeninfo:v3' ? { error_description } : { error, error_description };
      return {
        reply: jsonReply(400, body),
        because: why === 'no-token' ? 'no token was sent' : describeToken(token, nowEpochSeconds),
      };
    },
  }),
  defineBehaviour({
    id: 'google/userinfo/errors',
    summary: 'Answers an invalid token with the flat body `invalid_request` / `Invalid Credentials`.',
    remedy: 'Refresh once and repeat the call once.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-72', 'recorded', 'https://github.com/googleapis/google-api-nodejs-client/issues/3900'),
    apply: ({ api, why, token, nowEpochSeconds }) => {
      if (!api.startsWith('userinfo') || isOld(api) || why !== 'bad-token') return undefined;
      const body = { error: 'invalid_request', error_description: 'Invalid Credentials' };
      return { reply: jsonReply(401, body, [['WWW-Authenticate', BEARER]]), because: describeToken(token, nowEpochSeconds) };
    },
  }),
];
