import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { isJson, readJsonForm } from '../../../oauth/parameters.ts';
import { freshness, pkceError, redeemedError, tokenError } from '../errors.ts';
import { scopesInTokens, scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

const on = z.boolean().default(true);

/** Lengths as seen in 2025 (refresh token and code) and 2025 (access token), prefix included. */
const FORMATS = {
  'access-token': { prefix: 'ya29.a0', length: 253 },
  'refresh-token': { prefix: '1//0', length: 103 },
  code: { prefix: '4/0A', length: 73 },
} as const;

const ORDER = ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type', 'id_token', 'refresh_token_expires_in'];

const byOrder = (body: Readonly<Record<string, unknown>>) => {
  const known = ORDER.filter((name) => name in body);
  const others = Object.keys(body).filter((name) => !ORDER.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, body[name]]));
};

/** The token endpoint: request, format of tokens, response. */
export const token = [
  defineBehaviour({
    id: 'google/token/opaque-formats',
    summary: 'Issues tokens and codes with its own prefixes and lengths: `ya29.`, `1//0`, `4/0A`.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('G-44', 'recorded', PAGES.overview),
    apply: ({ kind, random }) => {
      const { prefix, length } = FORMATS[kind];
      const digit = kind === 'refresh-token' ? '3' : '';
      return {
        value: prefix + digit + random(length - prefix.length - digit.length),
        because: `the ${kind} has ${length} characters, as seen at Google`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/token/json-body',
    summary: 'Accepts JSON bodies at the token endpoint as well as forms.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('G-34', 'recorded', PAGES.discovery),
    apply: ({ form, request }) => {
      const members = isJson(request) ? readJsonForm(request) : undefined;
      return members && { form: { ...form, ...members }, because: 'the body is a JSON object' };
    },
  }),
  defineBehaviour({
    id: 'google/token/expires-in-3599',
    summary: 'Returns `expires_in: 3599` for a token with a lifetime of one hour.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-38', 'recorded', PAGES.webServer),
    apply: ({ body }) =>
      body.expires_in === 3600 ? { body: { ...body, expires_in: 3599 }, because: 'the token was issued for an hour' } : undefined,
  }),
  defineBehaviour({
    id: 'google/token/scope-spelling',
    summary: 'Lists the scopes of a token with their long names, including `openid`.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-20', 'recorded', 'https://github.com/requests/requests-oauthlib/issues/387'),
    apply: ({ body }) => {
      if (typeof body.scope !== 'string') return undefined;
      const scope = scopesInTokens(scopesOf(body.scope)).join(' ');
      return scope === body.scope ? undefined : { body: { ...body, scope }, because: `the token covers ${body.scope}` };
    },
  }),
  defineBehaviour({
    id: 'google/token/member-order',
    summary: 'Orders the token answer: access_token, expires_in, refresh_token, scope, token_type, id_token.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('G-37', 'recorded', PAGES.webServer),
    apply: ({ body }) => {
      const ordered = byOrder(body);
      if (Object.keys(ordered).join() === Object.keys(body).join()) return undefined;
      return { body: ordered, because: `the plain protocol orders them as ${Object.keys(body).join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'google/token/pkce-errors',
    summary: 'Answers PKCE failures with invalid_grant and its own messages.',
    remedy: 'Send the code_verifier of the same login; then start a new login, because the code is spent.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('G-17', 'reported', 'https://github.com/panva/oauth4webapi/issues/119'),
    apply: pkceError,
  }),
  defineBehaviour({
    id: 'google/refresh/dead-text-fades',
    summary: 'Answers `Token has been expired or revoked.` for some hours after a refresh token ended, then only `Bad Request`.',
    remedy:
      'Forget the refresh token and redirect to /authorize: only the person can fix this. Judge by invalid_grant, not by the text.',
    stage: 'token.error',
    origin: 'vendor',
    setting: z
      .union([z.number().positive(), z.literal('off')])
      .default(12)
      .describe('hours'),
    source: source('G-48', 'reported', 'https://github.com/AlphaTiles/AlphaTiles/pull/107'),
    apply: (input, hours) => freshness(input, Number(hours)),
  }),
  defineBehaviour({
    id: 'google/token/errors',
    summary: 'Refuses token requests with its own statuses, codes and messages; checks the client before the grant.',
    remedy:
      'invalid_grant: forget the code or refresh token and redirect to /authorize. invalid_client: correct id and secret. Neither is to be retried.',
    stage: 'token.error',
    origin: 'vendor',
    setting: z
      .union([z.boolean(), z.literal('redeemed-named')])
      .default(true)
      .describe('redeemed-named: as until 2018'),
    source: source('G-50', 'recorded', PAGES.webServer),
    apply: (input, setting) => (setting === 'redeemed-named' ? redeemedError(input) : undefined) ?? tokenError(input),
  }),
  defineBehaviour({
    id: 'google/token/failed-exchange-spends-code',
    summary: 'Invalidates a code with the first exchange, even a failed one.',
    remedy: 'Start a new login: the code cannot be sent again.',
    stage: 'code.after-failure',
    origin: 'vendor',
    setting: on,
    source: source('G-29', 'reported', 'https://github.com/soofstad/react-oauth2-pkce/issues/50'),
    apply: ({ failure, grant, form }) =>
      grant.state === 'live' && grant.kind === 'code' && grant.clientId === form.client_id && failure.error === 'invalid_grant'
        ? { spent: true, because: `the exchange failed (${failure.detail ?? failure.error}) and spent the code` }
        : undefined,
  }),
];
