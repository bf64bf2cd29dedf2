import { type Exchange, type InjectedAnswer, jsonOf, type PasswordLogin, type VendorConventions } from '../../model/index.ts';
import { OAUTH } from '../../oauth/conventions.ts';
import { SESSION_COOKIE } from './credential-kinds.ts';
import { API } from './endpoints.ts';

const PROBLEM = { 'Content-Type': 'application/problem+json' };

const problem = (status: number, code: string, detail: string, challenge?: string): InjectedAnswer => ({
  status,
  headers: { ...PROBLEM, ...(challenge !== undefined && { 'WWW-Authenticate': challenge }) },
  body: { type: `${API}/problems/${code}`, title: code.replaceAll('_', ' '), status, detail },
});

const LOGGED_IN = { authenticated: true, message: 'You have been logged in successfully' };

const FRIENDS = 'friends';
const EXPIRED = 'The access token expired';
const insufficient = (scope: string) =>
  problem(
    403,
    'insufficient_scope',
    'This token is not for that.',
    `Bearer realm="first-party", error="insufficient_scope"${scope}`,
  );

/** Endpoints that take e-mail address and password in the body. */
const WITH_PASSWORD = new Set(['login.session', 'rolling.start', 'api:presence.set']);
/** There, HTTP Basic is about the client, not about a person. */
const OF_CLIENTS = new Set(['token', 'revoke']);

const headerOf = ({ request }: Exchange, name: string): string =>
  request.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';

/** Members of a JSON body or form: a password is in one of them. */
const bringsMember = ({ request: { body = '' } }: Exchange): boolean => /(?:^|&)password=|"password"\s*:/.test(body);

/** Sends the password of a person: to sign in, or on each request. A registration sends one as well, of somebody who is nobody yet. */
const isAttempt = (exchange: Exchange): boolean => {
  const { endpoint } = exchange;
  if (OF_CLIENTS.has(endpoint)) return exchange.grantType === 'password';
  return (
    /^(?:basic|digest)\s/i.test(headerOf(exchange, 'authorization')) || (WITH_PASSWORD.has(endpoint) && bringsMember(exchange))
  );
};

const passwordLogin: PasswordLogin = {
  isAttempt,
  isAccepted: (exchange) => Math.floor((exchange.response?.status ?? 0) / 100) === 2 && jsonOf(exchange)?.authenticated !== false,
  hollow: {
    'login.session': {
      nothing: { status: 200, body: LOGGED_IN },
      worthless: {
        status: 200,
        headers: { 'Set-Cookie': `${SESSION_COOKIE}=${'0'.repeat(32)}; Path=/; HttpOnly` },
        body: LOGGED_IN,
      },
    },
    'tokens.create': {
      nothing: { status: 201, body: { expires_at: null } },
      worthless: { status: 201, body: { token: '0'.repeat(40), expires_at: null } },
    },
  },
  statusOfFailure: { 'first-party/login/failure-status': '401' },
  lockout: { attempts: 3, settings: { 'first-party/login/lockout': 3, 'first-party/login/slower-each-time': 'off' } },
  endsOne: ['logout.session', 'tokens.delete', 'rolling.end', 'revoke'],
  endsAll: 'tokens.delete-all',
  lasting: ['keys.create'],
  idleOver: '31m',
  neverExpires: { 'first-party/tokens/never-expires': 'never-expires' },
};

/** How clients of this API differ from those of OAuth providers: they see the password, and nobody is redirected. */
export const conventions: VendorConventions = {
  ...OAUTH,
  passwordLogin,
  secretsInAddress: new Set(['validation.open', 'validation.confirm']),
  deadToken: {
    full: problem(
      401,
      'token_expired',
      EXPIRED,
      `Bearer realm="first-party", error="invalid_token", error_description="${EXPIRED}"`,
    ),
    bare: problem(401, 'token_expired', EXPIRED),
  },
  forbidden: {
    person: problem(403, 'email_not_validated', 'The address of this user is not validated.'),
    policy: problem(403, 'read_only', 'This credential may read, and nothing else.'),
  },
  step: { scope: FRIENDS, named: insufficient(`, scope="${FRIENDS}"`), unnamed: insufficient('') },
  renewal: {
    tokenIsOver: { status: 400, body: { error: 'invalid_grant' } },
    signInAnew: { status: 400, body: { error: 'invalid_grant', error_description: 'Sign in again.' } },
    badRequest: { status: 400, body: { error: 'invalid_request' } },
    badClient: { status: 401, body: { error: 'invalid_client' } },
  },
  callback: { unavailable: {}, isUnavailableKnown: false, rare: {} },
  consentAsked: {},
  accessTokenOver: '61m',
  revokesAccessTokens: true,
  withoutRotation: {},
  plainSilentFailure: {},
};
