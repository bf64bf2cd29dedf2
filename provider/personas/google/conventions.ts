import type { VendorConventions } from '../../model/index.ts';
import { OAUTH } from '../../oauth/conventions.ts';

const REALM = 'Bearer realm="https://accounts.google.com/"';
const DRIVE = 'https://www.googleapis.com/auth/drive';

/** Short names of scopes with two names. */
const SPELLINGS = new Map(['email', 'profile'].map((name) => [`https://www.googleapis.com/auth/userinfo.${name}`, name]));

const forbidden = (reason: string, message: string) => ({
  status: 403,
  body: { error: { code: 403, message, errors: [{ message, domain: 'global', reason }] } },
});

const insufficient = (named: string) => ({
  status: 403,
  headers: { 'WWW-Authenticate': `${REALM}, error="insufficient_scope"${named}` },
  body: {
    error: {
      code: 403,
      message: 'Request had insufficient authentication scopes.',
      errors: [{ message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' }],
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          domain: 'googleapis.com',
          metadata: { service: 'drive.googleapis.com', method: 'google.apps.drive.v3.DriveFiles.Create' },
        },
      ],
    },
  },
});

const unauthenticated = {
  error: {
    code: 401,
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    errors: [
      {
        message: 'Invalid Credentials',
        domain: 'global',
        reason: 'authError',
        location: 'Authorization',
        locationType: 'header',
      },
    ],
    status: 'UNAUTHENTICATED',
  },
};

/** Google's conventions, if they differ from the specifications, and its responses for faults. */
export const conventions: VendorConventions = {
  ...OAUTH,
  secretsInAddress: new Set(['tokeninfo', 'revoke', 'logout']),
  scopesIn: (text) => OAUTH.scopesIn(text).map((scope) => SPELLINGS.get(scope) ?? scope),
  deadToken: {
    full: { status: 401, headers: { 'WWW-Authenticate': `${REALM}, error="invalid_token"` }, body: unauthenticated },
    bare: { status: 401, body: unauthenticated },
  },
  forbidden: {
    person: forbidden('insufficientFilePermissions', 'The user does not have sufficient permissions for this file.'),
    policy: forbidden('domainPolicy', 'The domain administrators have disabled Drive apps.'),
  },
  step: { scope: DRIVE, named: insufficient(`, scope="${DRIVE}"`), unnamed: insufficient('') },
  renewal: {
    tokenIsOver: {
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    },
    signInAnew: {
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'reauth related error (invalid_rapt)',
        error_uri: 'https://support.google.com/a/answer/9368756',
        error_subtype: 'invalid_rapt',
      },
    },
    badRequest: { status: 400, body: { error: 'invalid_request' } },
    badClient: {
      status: 401,
      body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    },
  },
  callback: {
    unavailable: { error: 'temporarily_unavailable' },
    isUnavailableKnown: false,
    rare: { error: 'org_policy_violated' },
  },
  consentAsked: {},
  accessTokenOver: '61m',
  revokesAccessTokens: true,
  withoutRotation: {},
  plainSilentFailure: { 'google/authorize/silent-failure': 'off' },
};
