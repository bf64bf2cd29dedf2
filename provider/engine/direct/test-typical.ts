import type { ClientInput, PersonaId } from '../../model/index.ts';
import type { Case, Form, Operation } from './test-case.ts';
import { ROW_CHANGES } from './test-cases.ts';
import { REDIRECT_URI } from './test-run.ts';

const signIn: Operation = { do: 'sign-in', person: 0 };

const ask = (changes: Partial<Extract<Operation, { do: 'ask' }>> = {}): Operation => ({
  ...{
    do: 'ask',
    client: 0,
    session: 0,
    scope: 'openid email',
    granted: 'all',
    declines: 'rest',
    hasChallenge: true,
    looked: true,
  },
  ...{ consentShown: true, vendor: { access_type: 'offline', scope: 'offline_access' }, changes: {}, drops: [], ...changes },
});

const looked = { client: true, login: true };

const redeem = (changes: Partial<Extract<Operation, { do: 'redeem' }>> = {}): Operation => ({
  ...{ do: 'redeem', code: 0, verifier: 'right', redirectUri: 'right', secret: 'right', looked, changes: {}, ...changes },
});

const refresh = (changes: Partial<Extract<Operation, { do: 'refresh' }>> = {}): Operation => ({
  ...{ do: 'refresh', token: 0, secret: 'right', looked, rotates: false, changes: {}, ...changes },
});

const ROTATING = { refreshTokens: { rotation: 'rotating' } } as const;

const LOOPBACK = 'http://127.0.0.1:3000/callback';
const OTHER_PORT = 'http://127.0.0.1:4711/callback';

const clients = (settings: object): readonly ClientInput[] => [
  { clientId: 'first', clientSecret: 'secret', kind: 'web', redirectUris: [REDIRECT_URI], issuer: 'vendor', ...settings },
  { clientId: 'second', kind: 'desktop', redirectUris: [LOOPBACK], issuer: 'vendor', ...settings },
  { clientId: 'third', kind: 'spa', redirectUris: [], issuer: 'vendor', ...settings },
  { clientId: 'fourth', clientSecret: 'secret', kind: 'web', redirectUris: [LOOPBACK], issuer: 'vendor', ...settings },
  { clientId: 'fifth', kind: 'spa', redirectUris: [LOOPBACK], issuer: 'vendor', ...settings },
  { clientId: 'sixth', kind: 'mobile', redirectUris: [LOOPBACK], issuer: 'vendor', ...settings },
];

const typical = (persona: PersonaId, operations: readonly Operation[], settings: object = {}): Case => ({
  ...{ persona, seed: 1, settings: {}, clients: clients(settings), operations: [signIn, ...operations] },
});

const API = 'https://orders.example/api';

/** What clients do every day. The direct path answers every request of it. */
export const TYPICAL: Readonly<Record<string, Case>> = {
  'a login, and refreshes': typical('google', [
    ask(),
    redeem(),
    refresh(),
    refresh({ scope: 'email openid' }),
    refresh({ scope: '' }),
  ]),
  'a login without PKCE, state and OpenID Connect': typical('google', [
    ask({ scope: 'email profile', hasChallenge: false, drops: ['state'] }),
    redeem(),
    refresh({ scope: 'email' }),
  ]),
  'two logins in one session': typical('google', [
    ask(),
    redeem(),
    ask({ changes: { nonce: 'n', state: 'ä' } }),
    redeem(),
    refresh(),
  ]),
  'a silent login': typical('google', [ask({ changes: { prompt: 'none' } }), redeem()]),
  'a login with empty and unheard parameters': typical('google', [
    ask({
      scope: 'openid unknown openid offline_access email',
      changes: {
        ...{ prompt: '', max_age: '', claims: '', nonce: '', login_hint: 'ana', display: 'page', more: '60' },
        ui_locales: 'de',
      },
    }),
    redeem({ changes: { scope: '"', client_assertion_type: 'x', more: '60' } }),
    refresh({ changes: { code_verifier: 'x', filler: '3000' } }),
  ]),
  'a login whose client and login nobody looked up': typical('google', [
    ask({ looked: false }),
    redeem({ looked: { client: false, login: false } }),
    refresh({ looked: { client: false, login: false } }),
  ]),
  'a login that grants a part': typical('google', [
    ask({ scope: 'openid email profile', granted: 'first' }),
    redeem(),
    refresh(),
  ]),
  'a login of a public client': typical('google', [ask({ client: 1 }), redeem()]),
  'a login of a browser app, at an address that the persona accepted': typical('google', [
    ask({ client: 2, judged: true, changes: { redirect_uri: REDIRECT_URI } }),
    redeem({ secret: 'empty' }),
  ]),
  'an installed app on another port': typical('google', [ask({ client: 1, changes: { redirect_uri: OTHER_PORT } }), redeem()]),
  'an app of a telephone on another port': typical('google', [
    ask({ client: 5, changes: { redirect_uri: OTHER_PORT } }),
    redeem(),
  ]),
  'a client without redirect URI': typical('google', [
    ask({ client: 2, changes: { redirect_uri: 'https://none.invalid/' } }),
    redeem(),
  ]),
  'codes and tokens in the last second of their lives': typical('google', [
    ask(),
    { do: 'age', seconds: 599 },
    redeem(),
    { do: 'age', seconds: 180 * 86_400 - 1 },
    refresh(),
  ]),
  'a session that ended while the request was under way': typical('google', [
    { do: 'age', seconds: 14 * 86_400 + 14 },
    ask(),
    redeem(),
  ]),
  'a login for an API': typical('auth0', [
    ask({ resource: API, scope: 'read:orders openid email' }),
    redeem({ resource: API }),
    refresh({ resource: API }),
    refresh({ scope: 'read:orders' }),
  ]),
  'a login for an API alone': typical('auth0', [
    ask({ resource: API, scope: 'read:orders', granted: 'joined' }),
    redeem(),
    refresh(),
  ]),
  'refresh tokens that rotate': typical('auth0', [ask(), redeem(), refresh(), refresh(), refresh()], ROTATING),
  'a fault that rotates a refresh token': typical('google', [ask(), redeem(), refresh({ rotates: true }), refresh()]),
  'a login at Facebook': typical('facebook', [ask({ scope: 'public_profile email', hasChallenge: false }), redeem()]),
  'a password grant': typical('first-party', [
    ask({ scope: 'openid profile email offline_access', granted: 'joined', consentShown: false, hasChallenge: false }),
    redeem(),
    refresh(),
  ]),
};

const asked = (changes: Form, more: Partial<Extract<Operation, { do: 'ask' }>> = {}): readonly Operation[] => [
  ask({ changes, ...more }),
  redeem(),
  refresh(),
];

const DECISIVE: readonly Form[] = [
  ...['login', 'consent', 'none login', 'select_account'].map((prompt) => ({ prompt })),
  ...['request', 'request_uri', 'registration', 'id_token_hint'].map((name) => ({ [name]: 'x' })),
  { claims: '{"id_token":{"email":{"essential":true}}}' },
  { acr_values: 'urn:mfa' },
  { max_age: '0' },
  { max_age: '86400' },
  { response_type: 'code code' },
  { code_challenge_method: 'plain' },
  { code_challenge: 'short' },
  { redirect_uri: OTHER_PORT },
  { redirect_uri: '' },
  { state: '\ud800' },
  { nonce: '\ud800' },
  { client_id: 'nobody' },
];

/** What is almost the same. The engine answers it, at least in part. */
export const ALMOST: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(
    DECISIVE.map((changes) => [`a request with ${JSON.stringify(changes)}`, typical('google', asked(changes))]),
  ),
  'a nonce without OpenID Connect': typical('google', asked({ nonce: 'n' }, { scope: 'email' })),
  'languages of claims without OpenID Connect': typical('google', asked({ claims_locales: 'de' }, { scope: 'email' })),
  'scopes that nobody decided on': typical('google', asked({}, { granted: 'first', declines: 'none' })),
  'scopes of an API that nobody decided on': typical('auth0', asked({}, { resource: API, granted: 'first', declines: 'none' })),
  'a scope of an API alone that nobody decided on': typical(
    'auth0',
    asked({}, { resource: API, scope: 'openid read:orders', granted: 'first', declines: 'none' }),
  ),
  'scopes that were all declined': typical('google', asked({}, { granted: 'none', declines: 'all' })),
  'no scope that somebody knows': typical('google', asked({}, { scope: 'unknown' })),
  'a web app on another port': typical('google', asked({ redirect_uri: OTHER_PORT }, { client: 3 })),
  'a browser app on another port': typical('google', asked({ redirect_uri: OTHER_PORT }, { client: 4 })),
  'a session that ended before': typical('google', [{ do: 'age', seconds: 14 * 86_400 + 15 }, ask(), redeem()]),
  'a code that just ended': typical('google', [ask(), { do: 'age', seconds: 600 }, redeem()]),
  'a refresh token that just ended': typical('google', [ask(), redeem(), { do: 'age', seconds: 180 * 86_400 }, refresh()]),
  'a person who is gone': typical('google', [ask(), { do: 'remove-person', person: 0 }, redeem(), ask()]),
  'a person who is gone after the login': typical('google', [ask(), redeem(), { do: 'remove-person', person: 0 }, refresh()]),
  'a grant that was revoked': typical('google', [ask(), { do: 'kill', kind: 'Grant', newest: 0, why: 'revoked' }, redeem()]),
  'a grant that was revoked after the login': typical('google', [
    ask(),
    redeem(),
    { do: 'kill', kind: 'Grant', newest: 0, why: 'revoked' },
    refresh(),
  ]),
  'a client that nobody knows, with a live code': typical('google', [
    ask(),
    redeem({ changes: { client_id: 'nobody' }, looked: { client: false, login: true } }),
  ]),
  'the code of another client': typical('google', [ask(), redeem({ client: 1 })]),
  'the refresh token of another client': typical('google', [ask(), redeem(), refresh({ client: 1 })]),
  'a code sent twice': typical('google', [ask(), redeem(), redeem(), refresh()]),
  'a refresh token sent again after it rotated': typical('auth0', [ask(), redeem(), refresh(), refresh({ token: 1 })], ROTATING),
  'another API than that of the login': typical('auth0', [
    ask({ resource: API, scope: 'read:orders openid' }),
    redeem({ resource: 'https://other.example/' }),
    redeem(),
    refresh({ resource: 'https://other.example/' }),
  ]),
};

type Changes = Extract<Operation, { do: 'amend' }>['changes'];

const amend = (kind: string, changes: Changes): Operation => ({ do: 'amend', kind, newest: 0, changes });

const damaged = (changes: Changes): Readonly<Record<string, Case>> => ({
  'a session': typical('google', [amend('Session', changes), ask(), redeem()]),
  'a code': typical('facebook', [ask({ scope: 'openid email' }), amend('AuthorizationCode', changes), redeem()]),
  'a grant': typical('google', [ask(), amend('Grant', changes), redeem(), refresh()]),
  'a refresh token': typical('auth0', [ask(), redeem(), amend('RefreshToken', changes), refresh(), refresh()], ROTATING),
  'a grant of an API': typical('auth0', [ask({ resource: API }), redeem(), amend('Grant', changes), refresh()]),
});

/** Rows that a snapshot brought back. */
export const DAMAGED: Readonly<Record<string, Case>> = Object.fromEntries(
  ROW_CHANGES.flatMap((changes) =>
    Object.entries(damaged(changes)).map(([what, of], i) => [
      `${what} with ${Object.keys(changes)}, ${i}: ${JSON.stringify(changes)}`,
      of,
    ]),
  ),
);
