import type { ReferenceUse } from '../../model/index.ts';
import { PAGES, source } from './behaviours/source.ts';
import { ENDPOINTS } from './endpoints.ts';

const ME = `${ENDPOINTS.graph}/v19.0/me`;

const NO_REFRESH_TOKEN = [source('F-35', 'reported', 'https://github.com/NangoHQ/nango/issues/1531')];
const LONG_LIVED = [source('F-34', 'documented', PAGES.longLived)];
const CODE_FLOW = [source('F-28', 'recorded', 'https://github.com/restfb/restfb/issues/223')];
const OUTLIVES_LOGOUT = [source('F-62', 'documented', PAGES.fbLogout)];
const LOCAL_LOGOUT = source('F-77', 'documented', PAGES.manualFlow);

const said: NonNullable<ReferenceUse['said']> = {
  'refresh-token': NO_REFRESH_TOKEN,
  'id-token': [source('F-30', 'recorded', 'https://github.com/quarkiverse/quarkus-renarde')],
  rotation: [...NO_REFRESH_TOKEN, ...LONG_LIVED],
  'all-rotation': [...NO_REFRESH_TOKEN, ...LONG_LIVED],
  'next-day-online/call-status': CODE_FLOW,
  'next-day-offline/call-status': CODE_FLOW,
  'refresh-twice/token-status': LONG_LIVED,
  'two-refreshes-at-once/all-status': LONG_LIVED,
  'two-refreshes-at-once/token-status': LONG_LIVED,
  'answer-lost/token-status': LONG_LIVED,
  'answer-lost/call-status': LONG_LIVED,
  'second-login/cannot': [source('F-07', 'documented', PAGES.manualFlow)],
  'silent-login/cannot': [source('F-19', 'documented', PAGES.manualFlow)],
  'partly-declined/call-status': [source('F-64', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/136')],
  'more-scopes-later/consent-page': [source('F-19', 'documented', PAGES.manualFlow)],
  'more-scopes-later/email': [source('F-67', 'inferred', PAGES.permissions)],
  'more-scopes-later/renewal/scope': CODE_FLOW,
  'logout-and-login/logout in the app alone/reach': [LOCAL_LOGOUT],
  'logout-and-login/logout at the provider, and what it reached/reach': OUTLIVES_LOGOUT,
  'logout-and-login/logout': [LOCAL_LOGOUT, source('F-79', 'documented', PAGES.fbLogout)],
  'logout-and-login/call-status': OUTLIVES_LOGOUT,
  'logout-and-login/renewal-status': OUTLIVES_LOGOUT,
  'missing-email/why': [source('F-66', 'reported', 'https://github.com/simi/omniauth-facebook/issues/61')],
  'missing-email/email': [source('F-66', 'reported', 'https://github.com/simi/omniauth-facebook/issues/61')],
  'provider-down/redirect': [source('F-22', 'reported', 'https://github.com/simi/omniauth-facebook/issues/116')],
};

/** A web server as the guide to the manual flow describes one. @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export const reference: ReferenceUse = {
  docs: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
  authorize: {
    url: ENDPOINTS.dialog.replace('/dialog', '/v19.0/dialog'),
    params: { return_scopes: 'true' },
    scope: 'public_profile,email',
    offline: {},
    more: 'user_posts',
    declinable: 'email',
    combine: {},
  },
  token: { url: ENDPOINTS.token.replace('/oauth', '/v19.0/oauth'), method: 'GET' },
  api: { method: 'GET', url: ME, bearer: true },
  identity: { method: 'GET', url: ME, query: { fields: 'id,name,email' }, bearer: true },
  logout: {
    method: 'GET',
    url: ENDPOINTS.logout,
    query: { next: '{home}', access_token: '{accessToken}' },
    browser: true,
    note: 'no logout for apps: the browser is sent to logout.php, which ends the session at Facebook and the short-lived tokens of a browser, not those of a server',
  },
  owner: {
    method: 'GET',
    url: `${ENDPOINTS.graph}/v19.0/debug_token`,
    query: { input_token: '{foreignToken}', access_token: '{clientId}|{clientSecret}' },
    member: 'data.app_id',
  },
  otherClientId: '100000000000002',
  said,
};
