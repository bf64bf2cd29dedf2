import type { ReferenceUse } from '../../model/index.ts';
import { PAGES, source } from './behaviours/source.ts';
import { ENDPOINTS } from './endpoints.ts';

const ME = `${ENDPOINTS.graph}/v19.0/me`;

const NO_REFRESH_TOKEN = [source('F-35', 'reported', 'https://github.com/NangoHQ/nango/issues/1531')];
const LONG_LIVED = [source('F-34', 'documented', PAGES.longLived)];
const CODE_FLOW = [source('F-28', 'recorded', 'https://github.com/restfb/restfb/issues/223')];
/** Documented of FB.logout; that `logout.php` does the same, to tokens that a code brought, is a conclusion. */
const OUTLIVES_LOGOUT = [source('F-62', 'inferred', PAGES.fbLogout), ...CODE_FLOW];
/** Of `granted_scopes` and `denied_scopes` no source says where they stand in the answer with a code. */
const PLACE_OF_SCOPES = [source('F-13', 'inferred', PAGES.codeAnswer)];
/** Whole days: computed from recorded times. */
const SIXTY_DAYS = [source('F-17', 'inferred', PAGES.graphCaptures)];
const LOCAL_LOGOUT = source('F-77', 'documented', PAGES.manualFlow);

const said: NonNullable<ReferenceUse['said']> = {
  'refresh-token': CODE_FLOW,
  'id-token': [source('F-30', 'recorded', 'https://github.com/quarkiverse/quarkus-renarde')],
  rotation: [...NO_REFRESH_TOKEN, ...LONG_LIVED],
  'all-rotation': [...NO_REFRESH_TOKEN, ...LONG_LIVED],
  'first-login/redirect': PLACE_OF_SCOPES,
  'second-login/redirect': PLACE_OF_SCOPES,
  'next-day-online/redirect': PLACE_OF_SCOPES,
  'consent-declined/next login/redirect': PLACE_OF_SCOPES,
  'partly-declined/redirect': PLACE_OF_SCOPES,
  'more-scopes-later/redirect': [...PLACE_OF_SCOPES, source('F-21', 'inferred', PAGES.manualFlow)],
  'logout-and-login/redirect': PLACE_OF_SCOPES,
  'next-day-offline/renewal/lifetime': SIXTY_DAYS,
  'refresh-twice/lifetime': SIXTY_DAYS,
  'next-day-online/call-status': CODE_FLOW,
  'next-day-offline/call-status': CODE_FLOW,
  'refresh-twice/token-status': LONG_LIVED,
  'two-refreshes-at-once/all-status': LONG_LIVED,
  'two-refreshes-at-once/token-status': LONG_LIVED,
  'answer-lost/token-status': LONG_LIVED,
  'answer-lost/call-status': LONG_LIVED,
  'revoked-by-the-user/removal': [source('F-60', 'documented', PAGES.debugging)],
  'password-changed/pages': [source('F-19', 'inferred', PAGES.manualFlow)],
  'second-login/cannot': [source('F-07', 'documented', PAGES.manualFlow)],
  'silent-login/cannot': [source('F-19', 'documented', PAGES.manualFlow)],
  'partly-declined/call-status': [source('F-64', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/136')],
  'more-scopes-later/consent-page': [source('F-19', 'documented', PAGES.manualFlow)],
  'more-scopes-later/email': [source('F-67', 'inferred', PAGES.permissions)],
  'more-scopes-later/renewal/scope': LONG_LIVED,
  'logout-and-login/logout in the app alone/reach': [LOCAL_LOGOUT],
  'logout-and-login/logout at the provider, and what it reached/reach': OUTLIVES_LOGOUT,
  'logout-and-login/logout': [LOCAL_LOGOUT, source('F-62', 'inferred', PAGES.fbLogout)],
  'logout-and-login/call-status': OUTLIVES_LOGOUT,
  'logout-and-login/renewal-status': OUTLIVES_LOGOUT,
  'missing-email/why': [source('F-66', 'reported', 'https://github.com/simi/omniauth-facebook/issues/61')],
  'missing-email/email': [source('F-66', 'reported', 'https://github.com/simi/omniauth-facebook/issues/61')],
  'provider-down/redirect': [source('F-22', 'reported', 'https://github.com/openstreetmap/operations/issues/1020')],
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
    unavailable:
      'Facebook says that of one app, and the sentence is known from a page; what it says when every login fails is not recorded',
  },
  token: { url: ENDPOINTS.token.replace('/oauth', '/v19.0/oauth'), method: 'GET' },
  api: { method: 'GET', url: ME, bearer: true },
  identity: { method: 'GET', url: ME, query: { fields: 'id,name,email' }, bearer: true },
  logout: {
    method: 'GET',
    url: ENDPOINTS.logout,
    query: { next: '{home}', access_token: '{accessToken}' },
    browser: true,
    note: 'no end_session_endpoint: the browser is sent to logout.php with the token of the app. The session at Facebook ends, and with it short-lived web tokens; tokens that were exchanged to long-lived ones survive',
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
