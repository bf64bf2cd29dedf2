/** The implementation of the Auth0 persona: data, behaviours and routes. The engine implements the protocol. Each behaviour's source names its rows (`A-04`). */
import { definePersona } from '../../model/index.ts';
import { apiOfLogin } from './apis.ts';
import { unrouted } from './auth0-route.ts';
import { authorizeRoute } from './authorize.ts';
import { behaviours } from './behaviours/index.ts';
import { COVERAGE } from './coverage.ts';
import { databaseRoutes } from './database.ts';
import { DAY_SECONDS } from './days.ts';
import { defaultClient } from './default-client.ts';
import { documentRoutes } from './documents.ts';
import { ABSENT, ISSUER } from './endpoints.ts';
import { logoutRoutes } from './logout.ts';
import { managementRoutes } from './management/index.ts';
import { nextStep } from './next-step.ts';
import { registration } from './registration.ts';
import { revokeRoute } from './revoke.ts';
import { AUTH0_ROWS } from './rows.ts';
import { tenantOf } from './tenant.ts';
import { ticketRoutes } from './ticket-pages.ts';
import { tokenRoute } from './token.ts';
import { universalLoginRoutes } from './universal-login.ts';
import { refuseUnserved } from './unserved.ts';
import { CLAIMS_BY_SCOPE, claims, SCOPES, userIdOf } from './user.ts';
import { userinfoRoute } from './userinfo.ts';

export const persona = definePersona({
  browserCookie: 'auth0',
  hasCrossSiteCookie: true,
  registration,
  defaultClient,
  oauth: {
    issuer: ISSUER,
    tenantOf,
    scopes: [...SCOPES],
    claimsByScope: CLAIMS_BY_SCOPE,
    lifetimeSeconds: { accessToken: 3600, refreshToken: 14 * DAY_SECONDS, code: 600, idToken: 3600, session: 14 * DAY_SECONDS },
    accountId: (person) => userIdOf(person),
    claims,
    mintParams: { scope: 'openid profile email offline_access' },
    credentials: { clientId: '{text:32}', clientSecret: '{text:64}', installedAppsArePublic: true },
    consentKey: ({ client, params }) =>
      [client.clientId, params.resource ?? apiOfLogin(params)?.identifier].filter(Boolean).join(' '),
  },
  routes: [
    authorizeRoute,
    ...universalLoginRoutes,
    tokenRoute,
    userinfoRoute,
    revokeRoute,
    ...logoutRoutes,
    ...databaseRoutes,
    ...ticketRoutes,
    ...managementRoutes,
    ...documentRoutes,
  ],
  behaviours,
  rows: AUTH0_ROWS,
  coverage: COVERAGE,
  nextStep,
  absent: ABSENT,
  refuseUnserved,
  unrouted,
  malformed: (status) => ({
    status,
    headers: [['Content-Type', 'application/json']],
    body: { json: { error: 'invalid_request', error_description: status === 413 ? 'Payload too large' : 'Invalid request' } },
  }),
});
