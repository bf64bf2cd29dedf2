import type { ReferenceUse } from '../../model/index.ts';
import { PAGES, source } from './behaviours/source.ts';
import { ENDPOINTS } from './endpoints.ts';

const SCOPE = 'https://www.googleapis.com/auth';

const NOT_ROTATED = [source('G-40', 'documented', PAGES.webServer)];
const PASSWORD = [source('G-45', 'documented', PAGES.overview)];
const COMBINED = [source('G-11', 'documented', `${PAGES.webServer}#incrementalAuth`)];
/** The answer of the API was recorded without its headers. */
const CHALLENGE = [source('G-65', 'inferred', PAGES.driveErrors)];
const AFTER_REVOKE = [source('G-75', 'reported', 'https://github.com/zquestz/omniauth-google-oauth2/issues/247')];
const NO_LOGOUT = [source('G-76', 'recorded', PAGES.discovery)];
const LEFT = [source('G-77', 'reported', 'https://github.com/yu-i-i/overleaf-cep/issues/29')];

const said: NonNullable<ReferenceUse['said']> = {
  pages: [source('G-03', 'documented', PAGES.webServer)],
  'second-login/login that asks for consent again/pages': [source('G-05', 'documented', PAGES.webServer)],
  'second-login/login that asks for consent again/refresh-token': [source('G-05', 'documented', PAGES.webServer)],
  'next-day-online/challenge': CHALLENGE,
  'next-day-offline/challenge': CHALLENGE,
  'revoked-by-the-user/challenge': CHALLENGE,
  'revoked-by-the-user/removal': [source('G-49', 'reported', 'https://github.com/GeneralTask/task-manager/pull/997')],
  'revoked-by-the-user/pages': AFTER_REVOKE,
  'revoked-by-the-user/refresh-token': AFTER_REVOKE,
  'renewal-grant': NOT_ROTATED,
  'refresh-twice/token-status': NOT_ROTATED,
  'two-refreshes-at-once/all-status': NOT_ROTATED,
  'two-refreshes-at-once/token-status': NOT_ROTATED,
  'answer-lost/token-status': NOT_ROTATED,
  'answer-lost/call-status': [source('G-42', 'inferred', PAGES.webServer)],
  'password-changed/call-status': PASSWORD,
  'password-changed/token-status': PASSWORD,
  'password-changed/pages': [source('G-03', 'inferred', PAGES.webServer)],
  'more-scopes-later/redirect': [source('G-22', 'inferred', 'https://github.com/DotNetOpenAuth/DotNetOpenAuth/issues/312')],
  'more-scopes-later/consent-page': COMBINED,
  'more-scopes-later/login for one more scope/scope': COMBINED,
  'more-scopes-later/renewal/scope': COMBINED,
  'partly-declined/consent-page': [source('G-12', 'documented', PAGES.granular)],
  'partly-declined/next login that asks for the same/pages': [source('G-12', 'inferred', PAGES.granular)],
  'logout-and-login/logout in the app alone/reach': LEFT,
  'logout-and-login/logout': NO_LOGOUT,
  'logout-and-login/call-status': LEFT,
  'logout-and-login/renewal-status': LEFT,
  'missing-email/why': [source('G-71', 'recorded', PAGES.openid)],
  'missing-email/id-token': [source('G-54', 'recorded', PAGES.openid)],
};

/** A web server as Google's guide describes one. @see https://developers.google.com/identity/protocols/oauth2/web-server */
export const reference: ReferenceUse = {
  docs: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  authorize: {
    url: ENDPOINTS.authorize,
    scope: `openid email profile ${SCOPE}/drive.file`,
    offline: { access_type: 'offline' },
    consentAgain: { prompt: 'consent' },
    silent: { prompt: 'none' },
    more: `${SCOPE}/calendar.readonly`,
    declinable: `${SCOPE}/drive.file`,
    simplified: 'one page in the lab; Google has the scopes of the sign-in on a page before it',
    combine: { include_granted_scopes: 'true' },
    withoutEmail: {
      scope: 'openid profile',
      why: 'the app does not ask for the scope email; that an account has no address is not recorded',
    },
  },
  token: { url: ENDPOINTS.token, method: 'POST' },
  api: { method: 'GET', url: ENDPOINTS.driveFiles, bearer: true },
  identity: { method: 'GET', url: ENDPOINTS.userinfo, bearer: true },
  logout: {
    method: 'GET',
    url: ENDPOINTS.logout,
    browser: true,
    note: 'no logout for apps: the browser is sent to the page that signs out of every Google account',
  },
  owner: { method: 'GET', url: ENDPOINTS.tokeninfo, query: { access_token: '{foreignToken}' }, member: 'aud' },
  otherClientId: '111111111111-another0client0of0another0project.apps.googleusercontent.com',
  said,
};
