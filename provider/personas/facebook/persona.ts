/** The implementation of the Facebook persona: data, behaviours and routes. The engine implements the protocol. Each behaviour's source names its rows (`F-18`). */
import { definePersona } from '../../model/index.ts';
import { accountId } from './account-id.ts';
import { graphRoutes } from './api/index.ts';
import { authorizeRoutes } from './authorize.ts';
import { behaviours } from './behaviours/index.ts';
import { CLAIMS_BY_SCOPE, claims } from './claims.ts';
import { clientCodeRoute } from './client-code.ts';
import { consentRoute } from './consent.ts';
import { defaultClient } from './default-client.ts';
import { documentRoutes } from './documents.ts';
import { ABSENT, ISSUER } from './endpoints.ts';
import { unrouted } from './facebook-route.ts';
import { loginSuccessRoute } from './login-success.ts';
import { nextStep } from './next-step.ts';
import { registration } from './registration.ts';
import { badRequestPage } from './replies.ts';
import { KNOWN_SCOPES } from './scopes.ts';
import { signInRoute } from './sign-in.ts';
import { tokenRoute } from './token.ts';
import { tokenInfoRoute } from './token-info.ts';

const DAY_SECONDS = 86_400;

export const persona = definePersona({
  browserCookie: 'c_user',
  cookieDomain: 'facebook.com',
  registration,
  defaultClient,
  oauth: {
    issuer: ISSUER,
    scopes: [...KNOWN_SCOPES],
    claimsByScope: CLAIMS_BY_SCOPE,
    lifetimeSeconds: { accessToken: 3600, refreshToken: DAY_SECONDS, code: 60, idToken: 3600, session: 90 * DAY_SECONDS },
    accountId,
    claims,
    mintScope: 'openid email public_profile',
    credentials: { clientId: '{digits:15}', clientSecret: '{hex:32}' },
  },
  routes: [
    ...authorizeRoutes,
    signInRoute,
    consentRoute,
    loginSuccessRoute,
    tokenRoute,
    clientCodeRoute,
    tokenInfoRoute,
    ...documentRoutes,
    ...graphRoutes,
  ],
  behaviours,
  nextStep,
  absent: ABSENT,
  unrouted,
  malformed: badRequestPage,
});
