import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { isJson, readJsonForm, readQuery } from '../../../oauth/parameters.ts';
import { freshness, pkceError, redeemedError, repeatedError, scopeError, tokenError, unservedGrantError } from '../errors.ts';
import { grantedSpelling, scopesInTokens, scopesOf } from '../scopes.ts';
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

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

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
    id: 'google/token/json-camel-case',
    summary: 'Accepts the members of a JSON body in camel case as well as in snake case.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('G-34', 'reported', 'https://protobuf.dev/programming-guides/json/'),
    apply: ({ form, request }) => {
      const camel = isJson(request) ? Object.keys(form).filter((name) => /[A-Z]/.test(name)) : [];
      if (camel.length === 0) return undefined;
      const renamed = Object.fromEntries(camel.map((name) => [snakeCase(name), form[name] ?? '']));
      return { form: { ...renamed, ...form }, because: `the body has ${camel.join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'google/token/query-parameters',
    summary: 'Reads the parameters of a POST from the query too; those of the body count more.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('G-34', 'reported', 'https://github.com/googleapis/google-api-nodejs-client/issues/750'),
    apply: ({ form, request }) => {
      const query = readQuery(request).params;
      const more = Object.keys(query).filter((name) => !(name in form));
      if (request.method !== 'POST' || more.length === 0) return undefined;
      return { form: { ...query, ...form }, because: `${more.join(', ')} came in the query` };
    },
  }),
  defineBehaviour({
    id: 'google/refresh/scope-spelling',
    summary: 'Accepts a granted scope in any of its spellings at a refresh, and by its old name.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('G-20', 'reported', 'https://github.com/googleapis/google-auth-library-python/issues/999'),
    apply: ({ form, grant }) => {
      if (form.grant_type !== 'refresh_token' || !form.scope || grant?.state !== 'live') return undefined;
      const scope = scopesOf(form.scope)
        .map((each) => grantedSpelling(each, grant.scopes))
        .join(' ');
      return scope === form.scope ? undefined : { form: { ...form, scope }, because: `the grant has ${grant.scopes.join(' ')}` };
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
    id: 'google/token/unserved-grants',
    summary: 'Knows service accounts and the device flow: a bad request of those grants gets their first error.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('G-52', 'recorded', 'https://developers.google.com/identity/protocols/oauth2/service-account'),
    remedy: 'Send the parameters that the grant requires.',
    apply: unservedGrantError,
  }),
  defineBehaviour({
    id: 'google/token/repeated-parameter',
    summary: 'Refuses a repeated parameter of a token request, and names it.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('G-50', 'reported', 'https://github.com/authomatic/authomatic'),
    remedy: 'Send every parameter once.',
    apply: repeatedError,
  }),
  defineBehaviour({
    id: 'google/refresh/unknown-scopes',
    summary: 'Refuses a refresh with scopes that do not exist, lists them, and adds `error_uri`.',
    stage: 'token.error',
    origin: 'vendor',
    setting: on,
    source: source('G-50', 'recorded', 'https://github.com/googleapis/google-auth-library-python/issues/999'),
    remedy: 'Leave scope out of a refresh, or send scopes that were granted.',
    apply: scopeError,
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
  defineBehaviour({
    id: 'google/token/reused-code',
    summary: 'Revokes the tokens of a code that is sent again. Google does not say; RFC 6749 recommends it.',
    remedy: 'Redeem a code once, and start a new login if its tokens are gone.',
    stage: 'code.reuse',
    origin: 'vendor',
    setting: z
      .enum(['ends-tokens', 'spares-tokens', 'off'])
      .default('ends-tokens')
      .describe('what becomes of the tokens that the code brought'),
    source: source('G-29', 'inferred', 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2'),
    apply: (_input, tokens) => {
      const ends = tokens === 'ends-tokens';
      return { ends, because: `the code was sent again, and ${ends ? 'its tokens are revoked' : 'its tokens stay'}` };
    },
  }),
];
