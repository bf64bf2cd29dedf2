import { z } from 'zod';
import { defineBehaviour, describeToken } from '../../../model/index.ts';
import { envelope } from '../api/envelope.ts';
import { rateLimitReply, serviceDisabledReply } from '../api/limits.ts';
import { PAGES, source } from './source.ts';

const REALM = 'Bearer realm="https://accounts.google.com/"';
const style = z.enum(['modern', 'legacy', 'off']).default('modern');
const HELP =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
const UNREGISTERED =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";

/** Endpoints with their own error formats. */
const isFlat = (api: string): boolean => api.startsWith('tokeninfo');
const DRIVE_READS = new Set(['drive.about.get', 'drive.files.list', 'drive.files.get']);

/** Errors of Google's APIs. `legacy` is the format with the list of errors first, as in Drive until 2022. */
export const api = [
  defineBehaviour({
    id: 'google/api/token-in-query',
    summary: 'Accepts the access token in the query parameter `access_token` too.',
    stage: 'api.token',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-86', 'documented', PAGES.webServer),
    apply: ({ header, query }) =>
      header === undefined && query !== undefined
        ? { token: query, because: 'the request has no Authorization header' }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/api/401-invalid-token',
    summary: 'Answers 401 with the reason authError for an unknown, expired or revoked token alike.',
    remedy:
      'Refresh once and repeat the call once. Without a refresh token, or if the refresh is refused, redirect to /authorize.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: style,
    source: source('G-65', 'recorded', PAGES.driveErrors),
    apply: (input, setting) => {
      if (input.why !== 'bad-token' || isFlat(input.api)) return undefined;
      const legacy = setting === 'legacy';
      const reply = envelope(legacy ? 'legacy' : 'modern', {
        code: 401,
        message: legacy ? 'Invalid Credentials' : `Request had invalid authentication credentials. ${HELP}`,
        reason: { message: 'Invalid Credentials', reason: 'authError', location: 'Authorization', locationType: 'header' },
        status: 'UNAUTHENTICATED',
        challenge: `${REALM}, error="invalid_token"`,
      });
      return { reply, because: describeToken(input.token, input.nowEpochSeconds) };
    },
  }),
  defineBehaviour({
    id: 'google/api/403-reads-without-credentials',
    summary: 'Refuses Drive reads without credentials with 403, because an API key would be accepted.',
    remedy: 'Send `Authorization: Bearer` with the access token.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-66', 'recorded', PAGES.driveErrors),
    apply: ({ api, why }) => {
      if (why !== 'no-token' || !DRIVE_READS.has(api)) return undefined;
      const reason = { message: UNREGISTERED, reason: 'forbidden' };
      const reply = envelope('modern', { code: 403, message: UNREGISTERED, reason, status: 'PERMISSION_DENIED' });
      return { reply, because: 'the request has neither token nor API key' };
    },
  }),
  defineBehaviour({
    id: 'google/api/401-no-credentials',
    summary: 'Answers 401 with the reason CREDENTIALS_MISSING to a request without a token.',
    remedy: 'Send `Authorization: Bearer` with the access token.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-66', 'recorded', PAGES.driveErrors),
    apply: ({ api, why }) => {
      if (why !== 'no-token' || isFlat(api)) return undefined;
      const reply = envelope('modern', {
        code: 401,
        message: `Request is missing required authentication credential. ${HELP}`,
        reason: { message: 'Login Required.', reason: 'required', location: 'Authorization', locationType: 'header' },
        status: 'UNAUTHENTICATED',
        info: { reason: 'CREDENTIALS_MISSING', api },
        challenge: REALM,
      });
      return { reply, because: 'no access token was sent' };
    },
  }),
  defineBehaviour({
    id: 'google/api/403-insufficient-scope',
    summary: 'Answers 403 with the reason insufficientPermissions when the token lacks the scope.',
    remedy: 'Ask for the missing scope: redirect to /authorize with include_granted_scopes=true. A refresh does not help.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: style,
    source: source('G-67', 'recorded', PAGES.driveErrors),
    apply: (input, setting) => {
      if (input.why !== 'scope' || isFlat(input.api)) return undefined;
      const legacy = setting === 'legacy';
      const sentence = 'Request had insufficient authentication scopes.';
      const reply = envelope(legacy ? 'legacy' : 'modern', {
        code: 403,
        message: legacy ? `Insufficient Permission: ${sentence}` : sentence,
        reason: {
          message: legacy ? `Insufficient Permission: ${sentence}` : 'Insufficient Permission',
          reason: 'insufficientPermissions',
        },
        status: 'PERMISSION_DENIED',
        info: { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', api: input.api },
        challenge: `${REALM}, error="insufficient_scope", scope="${input.needed.join(' ')}"`,
      });
      const has = input.token.state === 'live' ? input.token.scopes.join(' ') : 'none';
      return { reply, because: `the token has ${has}; one of ${input.needed.join(' ')} is needed` };
    },
  }),
  defineBehaviour({
    id: 'google/api/error-envelope',
    summary: 'Wraps the errors of an API in `error` with code, message and a list of reasons.',
    remedy: 'Read `error.status` and `error.errors[0].reason`; `error` is an object here, not a text.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: style,
    source: source('G-64', 'recorded', PAGES.driveErrors),
    apply: ({ why, problem }, setting) => {
      if (why !== 'request' || !problem) return undefined;
      const place = problem.location === undefined ? {} : { location: problem.location, locationType: 'parameter' };
      const reply = envelope(setting === 'legacy' ? 'legacy' : 'modern', {
        code: problem.status,
        message: problem.message,
        reason: { message: problem.message, reason: problem.reason, ...place },
      });
      return { reply, because: problem.message };
    },
  }),
  defineBehaviour({
    id: 'google/api/rate-limit',
    summary: 'Allows a person 12,000 calls of an API per minute.',
    remedy: 'Wait and repeat with exponential backoff; honour Retry-After.',
    stage: 'api.quota',
    origin: 'vendor',
    setting: z
      .union([z.number().int().positive(), z.literal('off')])
      .default(12_000)
      .describe('calls in a minute'),
    source: source('G-68', 'documented', 'https://developers.google.com/workspace/drive/api/guides/limits'),
    apply: ({ api: name, calls, person }, most) =>
      calls > Number(most)
        ? { exceeded: true, because: `${person.email} made ${calls} calls of ${name} within a minute` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/api/rate-limit-reply',
    summary:
      'Refuses calls over the limit: Drive with 403 userRateLimitExceeded, newer services with 429, the bot protection with HTML.',
    remedy: 'Wait and repeat with exponential backoff. A 403 with this reason is not a missing permission.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: z.enum(['403-user-rate-limit', '429-resource-exhausted', '429-html', 'off']).default('403-user-rate-limit'),
    source: source('G-68', 'recorded', PAGES.driveErrors),
    apply: ({ why, api: name }, form) =>
      why === 'quota' ? { reply: rateLimitReply(String(form), name), because: 'the caller exceeded the rate limit' } : undefined,
  }),
  defineBehaviour({
    id: 'google/api/403-service-disabled',
    summary: 'Answers 403 accessNotConfigured if the project has not enabled the API.',
    remedy: 'Enable the API for the project in the Google Cloud console.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-68', 'recorded', PAGES.driveErrors),
    apply: ({ why, api: name, token }) => {
      if (why !== 'disabled') return undefined;
      const project = token.state === 'live' ? token.clientId.split('-')[0] : '';
      return {
        reply: serviceDisabledReply(name, project ?? ''),
        because: `project ${project} has not enabled the API of ${name}`,
      };
    },
  }),
];
