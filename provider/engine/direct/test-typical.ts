import type { ClientInput, PersonaId } from '../../model/index.ts';
import type { Case, Operation } from './test-case.ts';
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

const clients = (settings: object): readonly ClientInput[] => [
  { clientId: 'first', clientSecret: 'secret', kind: 'web', redirectUris: [REDIRECT_URI], issuer: 'vendor', ...settings },
  { clientId: 'second', kind: 'desktop', redirectUris: ['http://127.0.0.1:3000/callback'], issuer: 'vendor', ...settings },
  { clientId: 'third', kind: 'spa', redirectUris: [], issuer: 'vendor', ...settings },
];

const typical = (persona: PersonaId, operations: readonly Operation[], settings: object = {}): Case => ({
  ...{ persona, seed: 1, settings: {}, clients: clients(settings), operations: [signIn, ...operations] },
});

const API = 'https://orders.example/api';

/** What clients do every day. The direct path answers every request of it. */
export const TYPICAL: Readonly<Record<string, Case>> = {
  'a login, and refreshes': typical('google', [ask(), redeem(), refresh(), refresh({ scope: 'openid' }), refresh({ scope: '' })]),
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
  'an installed app on another port': typical('google', [
    ask({ client: 1, changes: { redirect_uri: 'http://127.0.0.1:4711/callback' } }),
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
