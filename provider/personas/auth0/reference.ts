import type { ReferenceUse } from '../../model/index.ts';
import { PAGES, source } from './behaviours/source.ts';
import { ENDPOINTS, EXAMPLE_API, ISSUER } from './endpoints.ts';

const MANAGEMENT_API = `${ISSUER}api/v2/`;

/** Of `localhost` it is documented, of 127.0.0.1 users say both. */
const ON_LOOPBACK = source('A-23', 'reported', 'https://github.com/auth0/auth0-react/issues/65');
const THIRD_PARTY = [source('A-23', 'inferred', PAGES.consent)];
/** No page says whether a login that may show none is confirmed. */
const SILENT = [source('A-24', 'inferred', PAGES.impersonation)];
const WITHOUT_EMAIL = source('A-37', 'inferred', PAGES.ruby);
const RENEWALS = 'https://github.com/auth0/auth0-spa-js/issues/563';

const said: NonNullable<ReferenceUse['said']> = {
  'renewal-grant': [source('A-61', 'documented', PAGES.refreshTokens)],
  'first-login/pages': [ON_LOOPBACK],
  'first-login/members': [source('A-30', 'inferred', PAGES.ruby)],
  'second-login/second login/pages': [ON_LOOPBACK],
  'second-login/login that asks for consent again/pages': [source('A-12', 'inferred', PAGES.experience)],
  'next-day-online/pages': [ON_LOOPBACK],
  'next-day-offline/id-token': [source('A-61', 'inferred', 'https://github.com/DefinitelyTyped/DefinitelyTyped/pull/49732')],
  'revoked-by-the-user/removal': [source('A-143', 'inferred', PAGES.management)],
  'revoked-by-the-user/call-status': [source('A-71', 'inferred', PAGES.revoke)],
  'revoked-by-the-user/token-status': [source('A-71', 'inferred', `${PAGES.cap}/revoke-refresh-tokens`)],
  'revoked-by-the-user/pages': [ON_LOOPBACK],
  'password-changed/call-status': [source('A-71', 'inferred', PAGES.revoke)],
  'password-changed/token-status': [source('A-69', 'inferred', RENEWALS)],
  'password-changed/pages': [ON_LOOPBACK],
  'consent-declined/pages': THIRD_PARTY,
  'partly-declined/cannot': [source('A-07', 'inferred', PAGES.consent)],
  'more-scopes-later/pages': THIRD_PARTY,
  'more-scopes-later/consent-page': THIRD_PARTY,
  'silent-login/silent login with a session/redirect': SILENT,
  'silent-login/silent login with a session/token-status': SILENT,
  'logout-and-login/logout in the app alone/reach': [
    source('A-116', 'documented', PAGES.logoutReach),
    source('A-69', 'reported', RENEWALS),
  ],
  'logout-and-login/renewal-status': [source('A-69', 'reported', RENEWALS)],
  'logout-and-login/pages': [ON_LOOPBACK],
  'token-of-another-app/cannot': [source('A-33', 'recorded', PAGES.ruby)],
  'missing-email/why': [WITHOUT_EMAIL],
  'missing-email/pages': [ON_LOOPBACK, WITHOUT_EMAIL],
  'missing-email/token-status': [WITHOUT_EMAIL],
  'missing-email/id-token': [WITHOUT_EMAIL],
  'missing-email/email': [WITHOUT_EMAIL],
};

/** A regular web application with an API of its own. @see https://auth0.com/docs/get-started/authentication-and-authorization-flow/authorization-code-flow */
export const reference: ReferenceUse = {
  docs: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authorization-code-flow',
  // As the vendor registers clients: the persona spares the lab's own ones the question.
  registration: { skipCallbackConfirmation: false },
  authorize: {
    url: ENDPOINTS.authorize,
    params: { audience: EXAMPLE_API },
    scope: 'openid profile email',
    offline: { scope: 'offline_access' },
    consentAgain: { prompt: 'consent' },
    silent: { prompt: 'none' },
    more: 'read:orders',
    withoutEmail: {
      why: 'the account has none, as one that came from another provider may: the lab empties the address of a user of the tenant',
    },
  },
  token: { url: ENDPOINTS.token, method: 'POST' },
  api: { method: 'GET', url: ENDPOINTS.userinfo, bearer: true },
  identity: { method: 'GET', url: ENDPOINTS.userinfo, bearer: true },
  logout: { method: 'GET', url: ENDPOINTS.logout, query: { client_id: '{clientId}', returnTo: '{home}' }, browser: true },
  removesAccess: {
    ...{ method: 'DELETE', url: `${ENDPOINTS.management}/grants`, query: { user_id: '{sub}' } },
    ownToken: { grant_type: 'client_credentials', audience: MANAGEMENT_API },
    told: 'the person has no page for it: the tenant deletes the grant (DELETE /api/v2/grants)',
  },
  registersWithoutEmail: {
    method: 'POST',
    url: ENDPOINTS.databaseSignUp,
    json: { client_id: '{clientId}', connection: 'Username-Password-Authentication', password: 'Pass-phrase-1-without-mail' },
  },
  withoutOwner: 'the token is a JWT, and its claim azp names it',
  otherClientId: 'AnotherClientOfTheTenant00000000',
  asked: {
    changes: { thirdParty: true },
    note: 'with a third-party client that the lab grants the API: first-party clients are not asked for consent',
  },
  rotating: {
    changes: { refreshTokens: { rotation: 'rotating', expiration: 'expiring' } },
    note: 'with rotation switched on, as it is for single-page apps',
  },
  said,
};
