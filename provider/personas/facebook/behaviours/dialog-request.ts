import { defineBehaviour } from '../../../model/index.ts';
import { pkceAsS256 } from '../../../oauth/pkce.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { configurationOf } from '../configuration.ts';
import { engineResponseType, responseTypesOf } from '../response-types.ts';
import { ALWAYS, askedScopes, scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

type Params = Readonly<Record<string, string>>;

/** Parameters that change something in the dialog; whatever else comes is left alone. */
const READ = new Set([
  ...['client_id', 'redirect_uri', 'state', 'response_type', 'scope', 'nonce', 'code_challenge', 'code_challenge_method'],
  ...['app_id', 'display', 'auth_type', 'auth_nonce', 'config_id', 'return_scopes', 'locale'],
]);

const without = (params: Params, name: string): Params => {
  const { [name]: _, ...rest } = params;
  return rest;
};

/** What Facebook makes of a request before the protocol sees it. */
export const dialogRequest = [
  defineBehaviour({
    id: 'facebook/dialog/app-id-alias',
    summary: 'Accepts `app_id` as `client_id`, as its SDKs send it.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-01', 'recorded', 'https://github.com/facebook/facebook-android-sdk'),
    apply: ({ params }) =>
      params.client_id === undefined && params.app_id !== undefined
        ? { params: { ...params, client_id: params.app_id }, because: 'the app is named by app_id' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/dialog/unknown-parameters',
    summary:
      'Ignores parameters that it does not know, those of OpenID Connect among them: `prompt`, `max_age`, `response_mode`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-01', 'inferred', PAGES.manualFlow),
    apply: ({ params }) => {
      const idle = Object.keys(params).filter((name) => !READ.has(name));
      if (idle.length === 0) return undefined;
      return { params: idle.reduce(without, params), because: `the dialog ignores ${idle.join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/response-types',
    summary:
      'Reads `response_type` as a list with commas or spaces, `code` when left out, and knows additions such as `granted_scopes`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-02', 'documented', PAGES.manualFlow),
    apply: ({ params }) => {
      const type = engineResponseType(params.response_type);
      if (type === params.response_type) return undefined;
      const found =
        params.response_type === undefined ? 'response_type was left out' : `response_type was ${params.response_type}`;
      return { params: { ...params, response_type: type }, because: found };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/comma-scopes',
    summary: 'Accepts scopes separated by commas as well as by spaces.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-03', 'documented', PAGES.manualFlow),
    apply: ({ params }) =>
      params.scope?.includes(',')
        ? {
            params: { ...params, scope: askedScopes(params.scope).join(' ') },
            because: `the scopes were sent as ${params.scope}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/business/configuration',
    summary: 'Requests the permissions of the configuration `config_id`, and always e-mail.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-10', 'documented', PAGES.business),
    apply: ({ params, client }) => {
      const configuration = configurationOf(client, params);
      if (!configuration) return undefined;
      const scope = [...new Set(['email', ...configuration.permissions])].join(' ');
      return { params: { ...params, scope }, because: `the login is configured as ${params.config_id}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/public-profile-always',
    summary: 'Adds `public_profile` to the requested scopes.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-03', 'documented', PAGES.manualFlow),
    apply: ({ params }) => {
      const scopes = scopesOf(params.scope);
      if (scopes.includes(ALWAYS)) return undefined;
      return { params: { ...params, scope: [...scopes, ALWAYS].join(' ') }, because: `${ALWAYS} was not requested` };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/id-token-without-openid',
    summary: 'Issues an ID token if `response_type` requests one, with or without `openid` and `nonce`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', PAGES.oidcToken),
    apply: ({ params }) => {
      if (!responseTypesOf(params.response_type).includes('id_token')) return undefined;
      const scopes = scopesOf(params.scope);
      if (scopes.includes('openid') && params.nonce) return undefined;
      const scope = [...new Set([...scopes, 'openid'])].join(' ');
      return { params: { ...params, scope, nonce: params.nonce || 'none' }, because: 'response_type requested an ID token' };
    },
  }),
  defineBehaviour({
    id: 'facebook/dialog/nonce-without-openid',
    summary: 'Ignores `nonce` if no ID token is requested.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'inferred', PAGES.oidcToken),
    apply: ({ params }) =>
      params.nonce !== undefined && !scopesOf(params.scope).includes('openid')
        ? { params: without(params, 'nonce'), because: 'a nonce was sent without openid' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/dialog/pkce-plain',
    summary: 'Accepts the PKCE method `plain`, and treats a challenge without a method as `plain`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-11', 'documented', PAGES.oidcToken),
    apply: ({ params }) => pkceAsS256(params),
  }),
  defineBehaviour({
    id: 'facebook/dialog/repeated-parameters',
    summary: 'Uses the first of several values of one parameter without an error.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('F-01', 'inferred', PAGES.manualFlow),
    apply: ({ params, repeated = [] }) =>
      repeated.length > 0 ? { params, repeated: [], because: `${repeated.join(', ')} was sent more than once` } : undefined,
  }),
];
