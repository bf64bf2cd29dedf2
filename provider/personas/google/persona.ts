/** The implementation of the Google persona: data, behaviours and routes. The engine implements the protocol. Each behaviour's source names its rows (`G-04`). */
import { definePersona } from '../../model/index.ts';
import { discoveryRoutes } from './api/discovery.ts';
import { driveRoutes } from './api/drive.ts';
import { authorizeRoutes } from './authorize.ts';
import { behaviours } from './behaviours/index.ts';
import { CLAIMS_BY_SCOPE, claims } from './claims.ts';
import { consentRoute } from './consent.ts';
import { defaultClient } from './default-client.ts';
import { documentRoutes } from './documents.ts';
import { ABSENT, ISSUER } from './endpoints.ts';
import { errorPageRoute } from './error-page.ts';
import { logoutRoutes } from './logout.ts';
import { beforeNextLogin, nextStep } from './next-step.ts';
import { projectOf, registration } from './registration.ts';
import { googleHtml } from './replies.ts';
import { revokeRoutes } from './revoke.ts';
import { SCOPE_LIST } from './scopes.ts';
import { delegateRoute, signInRoute } from './sign-in.ts';
import { tokenRoutes } from './token.ts';
import { tokeninfoRoutes } from './tokeninfo.ts';
import { refuseUnserved, unserved } from './unserved.ts';
import { userinfoRoutes } from './userinfo.ts';

const DAY_SECONDS = 86_400;

export const persona = definePersona({
  browserCookie: 'SID',
  registration,
  defaultClient,
  oauth: {
    issuer: ISSUER,
    scopes: SCOPE_LIST,
    claimsByScope: CLAIMS_BY_SCOPE,
    lifetimeSeconds: { accessToken: 3600, refreshToken: 180 * DAY_SECONDS, code: 600, idToken: 3600, session: 14 * DAY_SECONDS },
    claims,
    mintParams: { access_type: 'offline' },
    credentials: { clientId: '{digits:12}-{lower:32}.apps.googleusercontent.com', clientSecret: 'GOCSPX-{text:28}' },
    consentKey: ({ client }) => projectOf(client),
  },
  routes: [
    ...authorizeRoutes,
    signInRoute,
    delegateRoute,
    consentRoute,
    errorPageRoute,
    ...tokenRoutes,
    ...userinfoRoutes,
    ...tokeninfoRoutes,
    ...revokeRoutes,
    ...logoutRoutes,
    ...documentRoutes,
    ...driveRoutes,
    ...discoveryRoutes,
  ],
  behaviours,
  nextStep,
  beforeNextLogin,
  absent: ABSENT,
  refuseUnserved,
  unrouted: unserved,
  malformed: (status) =>
    googleHtml(
      status,
      status === 413
        ? 'Your client issued a request that was too large.'
        : 'Your client has issued a malformed or illegal request.',
    ),
});
