import type { InjectedAnswer, VendorConventions } from '../../model/index.ts';
import { OAUTH } from '../../oauth/conventions.ts';

const refusal = (status: number, error: string, error_description: string): InjectedAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: { error, error_description },
});

/** An API of the app's own, as Auth0's middleware answers: there is none of the vendor's behind a login. */
const unauthorized = (named: string): InjectedAnswer => ({
  status: 401,
  headers: { 'WWW-Authenticate': `Bearer${named}` },
  body: { message: 'Unauthorized' },
});

const STEP = 'delete:orders';

/** Auth0's conventions, if they differ from the specifications, and its responses for faults. */
export const conventions: VendorConventions = {
  ...OAUTH,
  secretsInAddress: new Set(['logout']),
  signOutPath: '/v2/logout',
  deadToken: {
    full: unauthorized(' realm="api", error="invalid_token", error_description="\\"exp\\" claim timestamp check failed"'),
    bare: { status: 401, body: { message: 'Unauthorized' } },
  },
  forbidden: {
    person: refusal(403, 'access_denied', 'The user may not do this.'),
    policy: refusal(403, 'unauthorized', 'user is blocked'),
  },
  step: {
    scope: STEP,
    named: {
      ...refusal(403, 'insufficient_scope', 'Insufficient Scope'),
      headers: {
        'WWW-Authenticate': `Bearer realm="api", error="insufficient_scope", error_description="Insufficient Scope", scope="${STEP}"`,
      },
    },
    unnamed: refusal(403, 'insufficient_scope', 'Insufficient Scope'),
  },
  renewal: {
    tokenIsOver: refusal(403, 'invalid_grant', 'Unknown or invalid refresh token.'),
    signInAnew: refusal(403, 'invalid_grant', 'user is blocked'),
    badRequest: refusal(400, 'invalid_request', 'Missing required parameter: refresh_token'),
    badClient: refusal(401, 'access_denied', 'Unauthorized'),
  },
  callback: {
    unavailable: { error: 'temporarily_unavailable' },
    isUnavailableKnown: false,
    rare: { error: 'unauthorized', error_description: 'user is blocked' },
  },
  // As for a third-party client.
  consentAsked: { 'auth0/consent/first-party': 'off' },
  accessTokenOver: '25h',
  revokesAccessTokens: false,
  withoutRotation: { 'auth0/refresh/rotation': 'off' },
  plainSilentFailure: {},
};
