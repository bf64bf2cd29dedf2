import type { ReferenceUse } from '../../model/index.ts';
import { ENDPOINTS, EXAMPLE_API, ISSUER } from './endpoints.ts';

const MANAGEMENT_API = `${ISSUER}api/v2/`;

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
  otherClientId: 'AnotherClientOfTheTenant00000000',
  asked: { changes: { thirdParty: true }, note: 'with a third-party client: first-party clients are not asked for consent' },
  rotating: {
    changes: { refreshTokens: { rotation: 'rotating', expiration: 'expiring' } },
    note: 'with rotation switched on, as it is for single-page apps',
  },
};
