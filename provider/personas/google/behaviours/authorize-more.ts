import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { isIdentityScope, scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';
import { on } from './vocabulary.ts';

const ALIASES: Readonly<Record<string, string>> = {
  'https://www.google.com/m8/feeds': 'https://www.googleapis.com/auth/contacts',
  'https://www.google.com/m8/feeds/': 'https://www.googleapis.com/auth/contacts',
};

/** Legacy and OpenID Connect parameters. */
export const authorizeMore = [
  defineBehaviour({
    id: 'google/authorize/prompt-conflict',
    summary: 'Refuses `approval_prompt` and `prompt` together on its own page.',
    remedy: 'Leave out approval_prompt and send prompt only.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-09', 'reported', 'https://github.com/thephpleague/oauth2-google/issues/42'),
    apply: ({ params }) =>
      params.approval_prompt !== undefined && params.prompt !== undefined
        ? {
            status: 400,
            error: 'invalid_request',
            description: 'Conflict params: approval_prompt and prompt',
            because: `approval_prompt=${params.approval_prompt} was sent with prompt=${params.prompt}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/unknown-approval-prompt',
    summary: 'Refuses an unknown `approval_prompt`; for some time in 2020 also `auto`.',
    remedy: 'Use prompt=consent instead of approval_prompt.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: z.enum(['unknown', 'auto-too', 'off']).default('unknown'),
    source: source('G-09', 'reported', 'https://github.com/googleapis/google-api-php-client/issues/1821'),
    apply: ({ params: { approval_prompt: value } }, setting) => {
      const known = setting === 'auto-too' ? ['force'] : ['auto', 'force'];
      if (value === undefined || known.includes(value)) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: `Invalid parameter value for approval_prompt: '${value}' is not valid`,
        because: `approval_prompt takes ${known.join(' or ')}`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/nonce-required',
    summary: 'Requires a nonce if the authorization endpoint returns an ID token.',
    remedy: 'Send a new random nonce with each request, and compare it with the ID token.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-16', 'inferred', PAGES.openid),
    apply: ({ params }) => {
      const asksToken = scopesOf(params.response_type).includes('id_token') && scopesOf(params.scope).some(isIdentityScope);
      if (!asksToken || params.nonce) return undefined;
      return {
        status: 400,
        error: 'invalid_request',
        description: 'Missing required parameter: nonce',
        because: `response_type=${params.response_type} was requested without a nonce`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/approval-prompt',
    summary: 'Treats the legacy `approval_prompt=force` as `prompt=consent`.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('G-09', 'reported', 'https://github.com/thephpleague/oauth2-google/issues/42'),
    apply: ({ params }) =>
      params.approval_prompt === 'force' && params.prompt === undefined
        ? { params: { ...params, prompt: 'consent' }, because: 'approval_prompt=force was sent' }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/scope-aliases',
    summary: 'Replaces an old scope name with the current one in responses.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('G-20', 'documented', PAGES.overview),
    apply: ({ params }) => {
      const asked = scopesOf(params.scope);
      const old = asked.find((scope) => scope in ALIASES);
      if (old === undefined) return undefined;
      const scope = [...new Set(asked.map((each) => ALIASES[each] ?? each))].join(' ');
      return { params: { ...params, scope }, because: `${old} is called ${ALIASES[old]} today` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/max-age-ignored',
    summary: 'Ignores `max_age`: an app cannot require re-authentication.',
    stage: 'authorize.request',
    origin: 'vendor',
    setting: on,
    source: source('G-79', 'inferred', PAGES.webServer),
    apply: ({ params: { max_age: age, ...params } }) =>
      age === undefined ? undefined : { params, because: `max_age=${age} was sent, which Google does not know` },
  }),
];
