import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { pkceAsS256 } from '../../../oauth/pkce.ts';
import { isIdentityScope, scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

const OPENID_ONLY = ['nonce', 'max_age', 'claims', 'id_token_hint', 'acr_values'];

const without = (params: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> => {
  const { [name]: _, ...rest } = params;
  return rest;
};

/** Changes to a request before the engine gets it. */
export const authorizeRequest = [
  defineBehaviour({
    id: 'google/authorize/pkce-plain',
    summary: 'Accepts the PKCE method `plain`, and treats a challenge without a method as `plain`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-17', 'documented', PAGES.webServer),
    apply: ({ params }) => pkceAsS256(params),
  }),
  defineBehaviour({
    id: 'google/authorize/openid-unasked',
    summary: 'Adds `openid` to the scopes if e-mail or profile is requested.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-20', 'recorded', 'https://github.com/requests/requests-oauthlib/issues/387'),
    apply: ({ params }) => {
      const scopes = scopesOf(params.scope);
      if (scopes.includes('openid') || !scopes.some(isIdentityScope)) return undefined;
      return {
        params: { ...params, scope: [...scopes, 'openid'].join(' ') },
        because: `"${scopes.find(isIdentityScope)}" was asked without openid`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/openid-parameters-ignored',
    summary: 'Ignores `nonce`, `max_age`, `claims`, `id_token_hint` and `acr_values` if no identity scope is requested.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-16', 'inferred', PAGES.openid),
    apply: ({ params }) => {
      const idle = OPENID_ONLY.filter((name) => name in params);
      if (idle.length === 0 || scopesOf(params.scope).some(isIdentityScope)) return undefined;
      return { params: idle.reduce(without, params), because: `${idle.join(', ')} came without an identity scope` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/no-forced-login',
    summary: 'Ignores `prompt=login`: the person does not enter the password again.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-01', 'documented', PAGES.webServer),
    apply: ({ params }) => {
      const prompts = (params.prompt ?? '').split(' ').filter((prompt) => prompt !== '');
      if (!prompts.includes('login')) return undefined;
      const left = prompts.filter((prompt) => prompt !== 'login').join(' ');
      return {
        params: left === '' ? without(params, 'prompt') : { ...params, prompt: left },
        because: 'prompt=login was sent, which is not in Google’s list',
      };
    },
  }),
];
