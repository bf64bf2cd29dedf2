import { expect, it } from 'vitest';
import { createLab } from '../../lab/create-lab.ts';
import { testGolden } from '../../testing/test-golden.ts';
import {
  API,
  browse,
  CHALLENGE,
  CLIENT_ID,
  DATABASE,
  OFFLINE,
  SECRET,
  type TestBrowser,
  VERIFIER,
  wireShape,
} from './test-browser.ts';
import { claimsOf } from './test-observe.ts';

const FOLDER = new URL('../../../fixtures/wire/auth0/exchanges/', import.meta.url);
const NOWHERE = 'https://nowhere.example/';
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

const refreshTokenOf = async (browser: TestBrowser): Promise<string | undefined> => (await browser.tokens(OFFLINE)).refresh_token;

const userPath = async (browser: TestBrowser, more = ''): Promise<string> =>
  `/users/${encodeURIComponent(await browser.userId('ana'))}${more}`;

/** The id of a refresh token of a family, for an API. */
const refreshTokenId = async (browser: TestBrowser): Promise<string> => {
  await browser.rotating();
  await browser.tokens({ ...OFFLINE, audience: API });
  const reply = await browser.manage('GET', await userPath(browser, '/refresh-tokens'));
  const { tokens } = (await reply.json()) as { tokens: readonly { id: string }[] };
  return tokens[0]?.id ?? '';
};

const WAYS: Readonly<Record<string, (browser: TestBrowser) => Promise<Response>>> = {
  'token-code': async (browser) => browser.redeem(await browser.signIn(OFFLINE)),
  'token-password': (browser) => browser.password({ scope: 'openid' }),
  'token-password-audience': (browser) => browser.password({ audience: API, scope: 'test:scope' }),
  'token-client-credentials': (browser) => browser.machine(),
  'token-refresh': async (browser) => browser.refresh(await refreshTokenOf(browser)),
  'token-refresh-rotated': async (browser) => {
    await browser.rotating();
    return browser.refresh(await refreshTokenOf(browser));
  },
  'token-client-wrong-secret': (browser) => browser.machine({ client_secret: 'wrong' }),
  'token-client-unknown': (browser) => browser.machine({ client_id: 'nobody' }),
  'token-audience-unknown': (browser) => browser.machine({ audience: NOWHERE }),
  'token-audience-unknown-password': (browser) => browser.password({ audience: NOWHERE }),
  'token-grant-not-enabled': async (browser) => {
    await browser.register({ grantTypes: ['authorization_code'] });
    return browser.password();
  },
  'token-code-invalid': async (browser) => {
    const callback = await browser.signIn();
    await browser.redeem(callback);
    return browser.redeem(callback);
  },
  'token-verifier-wrong': async (browser) => browser.redeem(await browser.signIn(PKCE), { code_verifier: `${VERIFIER}x` }),
  'token-verifier-missing': async (browser) => browser.redeem(await browser.signIn(PKCE)),
  'token-password-wrong': (browser) => browser.password({ password: 'wrong' }),
  'token-password-blocked': async (browser) => {
    for (let i = 0; i < 10; i += 1) await browser.password({ password: 'wrong' });
    return browser.password({ password: 'wrong' });
  },
  'token-refresh-invalid': (browser) => browser.refresh('v1.Munknown'),
  'token-refresh-user-blocked': async (browser) => {
    const refreshToken = await refreshTokenOf(browser);
    await browser.world.people.change('ana', { status: 'disabled' });
    return browser.refresh(refreshToken);
  },
  userinfo: async (browser) => browser.userinfo((await browser.tokens()).access_token),
  'userinfo-unauthorized': (browser) => browser.userinfo('x'),
  revoke: async (browser) =>
    browser.post('/oauth/revoke', { client_id: CLIENT_ID, client_secret: SECRET, token: (await refreshTokenOf(browser)) ?? '' }),
  'callback-code': (browser) => browser.reply(),
  'callback-service-not-found': (browser) => browser.authorize({ audience: NOWHERE }),
  'callback-login-required': (browser) => browser.authorize({ prompt: 'none' }),
  'callback-user-blocked': (browser) => browser.reply({}, 'blocked'),
  signup: (browser) => browser.signUp(),
  'signup-user-exists': (browser) => browser.signUp({ email: 'ana@example.com' }),
  'signup-user-exists-told': async (browser) => {
    await browser.world.settings.change({ 'auth0/sign-up/user-exists': 'user_exists' });
    return browser.signUp({ email: 'ana@example.com' });
  },
  'signup-weak-password': (browser) => browser.signUp({ password: 'weak-weak' }),
  'change-password': (browser) =>
    browser.post('/dbconnections/change_password', { client_id: CLIENT_ID, connection: DATABASE, email: 'nobody@example.com' }),
  'email-verification': async (browser) => {
    await browser.register({ emailVerificationUrl: 'http://127.0.0.1:3000/welcome' });
    return browser.send(await browser.verificationLink('new@example.com'));
  },
  'management-missing-authentication': (browser) => browser.send('/api/v2/clients'),
  'management-insufficient-scope': (browser) => browser.manage('GET', '/users', undefined, 'read:grants'),
  'management-inexistent-user': (browser) => browser.manage('GET', '/users/auth0%7C0'),
  'management-user-exists': (browser) => browser.createUser({ email: 'ana@example.com' }),
  'management-limit': async (browser) => {
    const authorization = `Bearer ${await browser.managementToken()}`;
    await browser.world.settings.change({ 'auth0/limits/tenant': 1 });
    return browser.sendJson('GET', '/api/v2/users', undefined, { authorization });
  },
  'management-create-user': (browser) => browser.createUser(),
  'management-delete-user': async (browser) => browser.manage('DELETE', await userPath(browser)),
  'management-users-totals': (browser) => browser.manage('GET', '/users?q=email:ana@example.com&include_totals=true'),
  'management-users-by-email-none': (browser) => browser.manage('GET', '/users-by-email?email=nobody@example.com'),
  'management-grants-totals': async (browser) => {
    await browser.tokens(OFFLINE);
    return browser.manage('GET', '/grants?include_totals=true');
  },
  'management-sessions-none': async (browser) => browser.manage('GET', await userPath(browser, '/sessions')),
  'management-refresh-tokens-none': async (browser) => browser.manage('GET', await userPath(browser, '/refresh-tokens')),
  'management-session': async (browser) => browser.manage('GET', `/sessions/${claimsOf((await browser.tokens()).id_token).sid}`),
  'management-refresh-token': async (browser) => browser.manage('GET', `/refresh-tokens/${await refreshTokenId(browser)}`),
  'management-delete-sessions': async (browser) => browser.manage('DELETE', await userPath(browser, '/sessions')),
  'management-delete-refresh-token': async (browser) =>
    browser.manage('DELETE', `/refresh-tokens/${await refreshTokenId(browser)}`),
  'management-verification-job': async (browser) =>
    browser.manage('POST', '/jobs/verification-email', { user_id: await browser.userId('ana') }),
  'management-ticket-email-verification': async (browser) =>
    browser.manage('POST', '/tickets/email-verification', { user_id: await browser.userId('ana') }),
  'management-ticket-password-change': async (browser) =>
    browser.manage('POST', '/tickets/password-change', { user_id: await browser.userId('ana') }),
  'management-device-credentials-machine': (browser) => browser.manage('POST', '/device-credentials', {}),
  jwks: (browser) => browser.send('/.well-known/jwks.json'),
};

await testGolden({ persona: 'auth0', folder: FOLDER, ways: WAYS, browse });

it('publishes the discovery document byte for byte', async () => {
  await using lab = await createLab({ personas: ['auth0'], domains: { 'auth.example.com': 'auth0' } });
  const golden = await wireShape('discovery');
  for (const document of ['openid-configuration', 'oauth-authorization-server'])
    expect(await (await lab.fetch(`https://auth.example.com/.well-known/${document}`)).text()).toBe(golden.trimEnd());
});
