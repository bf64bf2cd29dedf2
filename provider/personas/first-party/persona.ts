/** The implementation of the first-party API. Each behaviour's source names its row (`P-04`). */
import { definePersona } from '../../model/index.ts';
import { behaviours } from './behaviours/index.ts';
import { COVERAGE } from './coverage.ts';
import { defaultClient } from './default-client.ts';
import { API } from './endpoints.ts';
import { unrouted } from './first-party-route.ts';
import { homeRoutes } from './home.ts';
import { keyRoutes } from './keys.ts';
import { loginRoutes } from './login.ts';
import { oauthRoutes } from './oauth-endpoints.ts';
import { presenceRoutes } from './presence.ts';
import { problemReply } from './problem.ts';
import { randomRoutes } from './random.ts';
import { registration } from './registration.ts';
import { rollingRoutes } from './rolling.ts';
import { FIRST_PARTY_ROWS } from './rows.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';
import { meRoutes } from './users-me.ts';
import { validationRoutes } from './validation.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

export const persona = definePersona({
  registration,
  defaultClient,
  oauth: {
    issuer: API,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claimsByScope: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    lifetimeSeconds: {
      accessToken: HOUR_SECONDS,
      refreshToken: 30 * DAY_SECONDS,
      code: 600,
      idToken: HOUR_SECONDS,
      session: 30 * DAY_SECONDS,
    },
    claims: ({ sub, name, email, emailVerified }) => ({ sub, name, email, email_verified: emailVerified }),
    credentials: { clientId: 'app-{lower:12}', clientSecret: '{text:32}', installedAppsArePublic: true },
  },
  routes: [
    ...homeRoutes,
    ...userRoutes,
    ...validationRoutes,
    ...meRoutes,
    ...loginRoutes,
    ...tokenRoutes,
    ...oauthRoutes,
    ...keyRoutes,
    ...rollingRoutes,
    ...presenceRoutes,
    ...randomRoutes,
  ],
  behaviours,
  rows: FIRST_PARTY_ROWS,
  coverage: COVERAGE,
  unrouted,
  malformed: (status) =>
    status === 413
      ? problemReply({ status, code: 'content_too_large', detail: 'The body is larger than the API takes.' })
      : problemReply({ status, code: 'bad_request', detail: 'The request is not HTTP.' }),
});
