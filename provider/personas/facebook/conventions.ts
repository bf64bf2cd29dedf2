import { jsonOf } from '../../model/answer-json.ts';
import type { Exchange, InjectedAnswer, VendorConventions } from '../../model/index.ts';
import { OAUTH } from '../../oauth/conventions.ts';

/** Codes of the Graph API for an invalid or expired token; 102 is the older form of 190. */
const TOKEN_CODES: ReadonlySet<unknown> = new Set([102, 190]);

const codeOf = (exchange: Exchange): unknown => (jsonOf(exchange)?.error as { code?: unknown } | undefined)?.code;

/** An error in the envelope of the Graph API, with its challenge (rows F-48 and F-49). */
const graphError = (code: number, message: string, more: { subcode?: number; status?: number; reason?: string } = {}) => {
  const { subcode, status = 400, reason = 'invalid_request' } = more;
  const numbers = { code, ...(subcode === undefined ? {} : { error_subcode: subcode }) };
  const error = { message, type: 'OAuthException', ...numbers, fbtrace_id: 'AfLtFlwmYpuPgoLaBqKQjc2' };
  const challenge = `OAuth "Facebook Platform" "${reason}" "${message}"`;
  return { status, headers: { 'WWW-Authenticate': challenge }, body: { error } } satisfies InjectedAnswer;
};

const dead = (message: string, subcode?: number) =>
  graphError(190, `Error validating access token: ${message}`, {
    reason: 'invalid_token',
    ...(subcode === undefined ? {} : { subcode }),
  });

const EXPIRED = 'Session has expired on Wednesday, 25-Nov-26 18:00:00 PST. The current time is Thursday, 26-Nov-26 13:46:35 PST.';
const CHANGED =
  'The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.';

/** Facebook's conventions, if they differ from the specifications, and its responses for faults. */
export const conventions: VendorConventions = {
  ...OAUTH,
  renewalGrant: 'fb_exchange_token',
  renewsAt: 'login',
  windowPage: '/connect/login_success.html',
  errorsInQuery: true,
  secretsInAddress: new Set(['login-success', 'token', 'debug-token', 'token-info', 'client-code', 'logout']),
  tokenInAddress: 'SHOULD',
  refusesToken: (exchange) => OAUTH.refusesToken(exchange) || TOKEN_CODES.has(codeOf(exchange)),
  scopesIn: (text) => text.split(/[\s,]+/).filter(Boolean),
  profile: 'api:graph.me.get',
  asksAgain: (params) => /\brerequest\b/.test(params.get('auth_type') ?? ''),
  offersAccount: (params) => /\breauthenticate\b/.test(params.get('auth_type') ?? ''),
  deadToken: { full: dead(EXPIRED, 463), bare: dead(EXPIRED) },
  forbidden: {
    person: graphError(200, "(#200) The user hasn't authorized the application to perform this action"),
    policy: graphError(10, '(#10) Application does not have permission for this action', { status: 403 }),
  },
  step: {
    scope: 'user_posts',
    named: graphError(299, '(#299) Requires extended permission: user_posts'),
    unnamed: graphError(200, "(#200) The user hasn't authorized the application to perform this action"),
  },
  renewal: {
    tokenIsOver: dead(EXPIRED, 463),
    signInAnew: dead(CHANGED),
    badRequest: graphError(100, '(#100) Invalid parameter'),
    badClient: graphError(1, 'Error validating client secret.'),
  },
  callback: {
    unavailable: {
      error_code: '1349220',
      error_message:
        'Feature Unavailable: Facebook Login is currently unavailable for this app, since we are updating additional details for this app. Please try again later.',
    },
    isUnavailableKnown: true,
    fragment: '_=_',
    rare: {
      error_code: '1349126',
      error_message:
        "App Not Setup: This app is still in development mode, and you don't have access to it. Switch to a registered test user or ask an app admin for permissions.",
    },
  },
  consentAsked: {},
  accessTokenOver: '61m', // of a browser; those of 60 days are renewed at the login
  revokesAccessTokens: false,
  withoutRotation: {},
  plainSilentFailure: {},
};
