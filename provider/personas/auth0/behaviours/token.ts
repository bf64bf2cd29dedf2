import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { isJson, readJsonForm } from '../../../oauth/parameters.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { apiOfLogin } from '../apis.ts';
import { clientError, grantTypeError, isPasswordGrant } from '../token-errors.ts';
import { PAGES, source } from './source.ts';

const ORDER = ['access_token', 'refresh_token', 'id_token', 'scope', 'expires_in', 'token_type'];

const DIRECT: Readonly<Record<string, 'client-token' | 'person-token'>> = {
  client_credentials: 'client-token',
  password: 'person-token',
  'http://auth0.com/oauth/grant-type/password-realm': 'person-token',
};

const CODE_LENGTH = 45;

/** The token endpoint: request, grants, response. */
export const token = [
  defineBehaviour({
    id: 'auth0/token/json-body',
    summary: 'Accepts JSON bodies at the token endpoint as well as forms.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('A-153', 'recorded', PAGES.spa),
    apply: ({ form, request }) => {
      const members = isJson(request) ? readJsonForm(request) : undefined;
      return members && { form: { ...form, ...members }, because: 'the body is a JSON object' };
    },
  }),
  defineBehaviour({
    id: 'auth0/refresh/scopes-beyond-the-grant',
    summary: 'Ignores scopes of a refresh that were not granted, and `audience`.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('A-62', 'recorded', PAGES.go),
    apply: ({ form, grant }) => {
      if (form.grant_type !== 'refresh_token' || !form.scope || grant?.state !== 'live') return undefined;
      const granted = splitSpaces(form.scope).filter((scope) => grant.scopes.includes(scope));
      const { scope: _, ...rest } = form;
      if (granted.join(' ') === form.scope) return undefined;
      return {
        form: granted.length === 0 ? rest : { ...rest, scope: granted.join(' ') },
        because: `the grant has ${grant.scopes.join(' ')}`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/password-scope',
    summary: 'Widens `openid` alone, and no scope at all, to the whole profile in a password grant.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('A-31', 'recorded', PAGES.ruby),
    apply: ({ form }) =>
      isPasswordGrant(form.grant_type) && [undefined, '', 'openid'].includes(form.scope)
        ? { form: { ...form, scope: 'openid profile email address phone' }, because: 'a password brings the whole profile' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/token/grant-not-enabled',
    summary: 'Refuses a grant that is switched off for the client.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-43', 'recorded', 'https://github.com/auth0/auth0.js/issues/456'),
    remedy: 'Switch the grant on in the advanced settings of the application.',
    apply: (input) => (clientError(input) ? undefined : grantTypeError(input)),
  }),
  defineBehaviour({
    id: 'auth0/token/direct-grants',
    summary: 'Has the grants client_credentials, password and password-realm.',
    stage: 'token.direct',
    origin: 'vendor',
    setting: on,
    source: source('A-35', 'recorded', PAGES.go),
    apply: ({ form }) => {
      const type = form.grant_type ?? '';
      const give = Object.hasOwn(DIRECT, type) ? DIRECT[type] : undefined;
      return give && { give, because: `the grant ${type} is one of Auth0’s` };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/code-length',
    summary: 'Issues codes of 45 characters.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('A-01', 'recorded', 'https://github.com/auth0-samples/auth0-react-samples/issues/161'),
    apply: ({ kind, random }) =>
      kind === 'code'
        ? { value: random(CODE_LENGTH), because: `a code has ${CODE_LENGTH} characters, as seen at Auth0` }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/token/refresh-token-form',
    summary: 'Issues refresh tokens that begin with `v1.`.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('A-60', 'documented', PAGES.refreshTokens),
    apply: ({ kind, random }) =>
      kind === 'refresh-token'
        ? { value: `v1.M${random(62)}`, because: 'the refresh token looks as in the examples of Auth0' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/refresh/not-repeated',
    summary: 'Leaves the refresh token out of the answer to a refresh, unless it was replaced.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-61', 'recorded', 'https://github.com/DefinitelyTyped/DefinitelyTyped/pull/49732'),
    apply: ({ body, form }) => {
      if (form.grant_type !== 'refresh_token' || body.refresh_token !== form.refresh_token) return undefined;
      const { refresh_token: _, ...rest } = body;
      return { body: rest, because: 'the client keeps the refresh token that it has' };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/offline-access-in-scope',
    summary: 'Lists `offline_access` among the granted scopes where a refresh token was issued.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-60', 'reported', 'https://github.com/MaikuB/flutter_appauth/issues/169'),
    apply: ({ body, form, refreshToken }) => {
      const scopes = splitSpaces(typeof body.scope === 'string' ? body.scope : '');
      const isOffline =
        refreshToken !== undefined && (form.scope === undefined || splitSpaces(form.scope).includes('offline_access'));
      const scope = [...scopes.filter((each) => each !== 'offline_access'), ...(isOffline ? ['offline_access'] : [])].join(' ');
      if (scope === body.scope || scope === '') return undefined;
      return { body: { ...body, scope }, because: isOffline ? 'a refresh token was issued' : 'no refresh token was issued' };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/scope-when-different',
    summary: 'Leaves `scope` out of the answer to a code where everything was granted that was asked for, if the tenant does so.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: z.enum(['always', 'when-different']).default('always'),
    source: source('A-31', 'recorded', PAGES.ruby),
    apply: ({ body, form, login }, setting) => {
      if (setting !== 'when-different' || !('scope' in body) || form.grant_type !== 'authorization_code') return undefined;
      const asked = splitSpaces(login?.params.scope).toSorted().join(' ');
      if (asked !== splitSpaces(String(body.scope)).toSorted().join(' ')) return undefined;
      const { scope: _, ...rest } = body;
      return { body: rest, because: 'everything was granted that was asked for' };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/member-order',
    summary: 'Orders the token answer: access_token, refresh_token, id_token, scope, expires_in, token_type.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-30', 'recorded', PAGES.ruby),
    apply: ({ body }) => {
      const known = ORDER.filter((name) => name in body);
      const ordered = Object.fromEntries(
        [...known, ...Object.keys(body).filter((name) => !ORDER.includes(name))].map((name) => [name, body[name]]),
      );
      if (Object.keys(ordered).join() === Object.keys(body).join()) return undefined;
      return { body: ordered, because: `the plain protocol orders them as ${Object.keys(body).join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/token/lifetimes',
    summary:
      'Lets access tokens live a day, those of implicit flows two hours, and ID tokens ten hours, unless API or client say otherwise.',
    stage: 'token.lifetime',
    origin: 'vendor',
    setting: on,
    source: source('A-36', 'documented', PAGES.accessTokens),
    apply: ({ kind, grantType, resource, params, client }) => {
      const { apis = [], idTokenLifetimeSeconds = 36_000 } = (client ?? {}) as {
        apis?: readonly { identifier: string; lifetimeSeconds?: number; lifetimeForWebSeconds?: number }[];
        idTokenLifetimeSeconds?: number;
      };
      if (kind === 'id-token')
        return { lifetimeSeconds: idTokenLifetimeSeconds, because: 'the lifetime of the client’s ID tokens' };
      if (kind !== 'access-token') return undefined;
      const api = apis.find(({ identifier }) => identifier === resource) ?? apiOfLogin(params);
      return grantType === 'implicit'
        ? { lifetimeSeconds: api?.lifetimeForWebSeconds ?? 7_200, because: 'the token comes by the browser' }
        : {
            lifetimeSeconds: api?.lifetimeSeconds ?? 86_400,
            because: api ? `the lifetime of ${resource ?? 'the API'}` : 'the token is for userinfo',
          };
    },
  }),
];
