import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { authTypesOf } from '../auth-types.ts';
import { configurationOf } from '../configuration.ts';
import { ALWAYS } from '../scopes.ts';
import { PAGES, source } from './source.ts';

const FIXED = ['openid', ALWAYS];

/** What people are asked, and what they are not asked again. */
export const consent = [
  defineBehaviour({
    id: 'facebook/consent/remembered-by-app',
    summary: 'Skips the dialog if all requested permissions were granted before.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('F-19', 'documented', PAGES.manualFlow),
    apply: ({ consented, asked }) => {
      const scopes = asked.filter((scope) => consented.includes(scope));
      return scopes.length > 0 ? { scopes, because: `granted before: ${scopes.join(', ')}` } : undefined;
    },
  }),
  defineBehaviour({
    id: 'facebook/consent/openid-is-no-permission',
    summary: 'Does not show `openid` on the consent page, because it is not a permission.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('F-03', 'inferred', PAGES.oidcToken),
    apply: ({ asked, scopes }) =>
      asked.includes('openid') && !scopes.includes('openid')
        ? { scopes: [...scopes, 'openid'], because: 'openid is no permission' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/consent/declined-remembered',
    summary: 'Does not ask again for a declined permission, unless `auth_type` is `rerequest`.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('F-21', 'documented', PAGES.manualFlow),
    apply: ({ declined = [], asked, scopes }) => {
      const settled = asked.filter((scope) => declined.includes(scope));
      return settled.length > 0 ? { scopes, settled, because: `declined before: ${settled.join(', ')}` } : undefined;
    },
  }),
  defineBehaviour({
    id: 'facebook/consent/rerequest',
    summary: 'Asks again for declined permissions if `auth_type` is `rerequest`.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('F-07', 'documented', PAGES.manualFlow),
    apply: ({ params = {}, scopes, declined = [] }) =>
      authTypesOf(params).includes('rerequest') && declined.length > 0
        ? { scopes, settled: [], because: 'auth_type is rerequest' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/consent/reauthorize',
    summary: 'Shows the dialog although everything is granted if `auth_type` is `reauthorize`.',
    stage: 'consent.show',
    origin: 'vendor',
    setting: on,
    source: source('F-07', 'inferred', PAGES.manualFlow),
    apply: ({ params, missing }) =>
      missing.length === 0 && authTypesOf(params).includes('reauthorize')
        ? { show: true, because: 'auth_type is reauthorize' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/business/all-or-nothing',
    summary: 'Does not allow declining single permissions in a login with a configuration.',
    stage: 'consent.granular',
    origin: 'vendor',
    setting: on,
    source: source('F-10', 'documented', PAGES.business),
    apply: ({ params = {}, client }) =>
      configurationOf(client, params) ? { optional: [], because: `the login is configured as ${params.config_id}` } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/consent/granular',
    summary: 'Allows declining each permission except the public profile.',
    stage: 'consent.granular',
    origin: 'vendor',
    setting: on,
    source: source('F-21', 'documented', PAGES.manualFlow),
    apply: ({ asked }) => {
      const optional = asked.filter((scope) => !FIXED.includes(scope));
      return optional.length > 0 ? { optional, because: `${optional.join(', ')} can be declined` } : undefined;
    },
  }),
];
