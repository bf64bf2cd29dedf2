import { expect, it } from 'vitest';
import { createLab } from '../../lab/create-lab.ts';
import { testGolden } from '../../testing/test-golden.ts';
import { API, browse, CHALLENGE, CLIENT_ID, OFFLINE, SECRET, type TestBrowser, VERIFIER, wireShape } from './test-browser.ts';

const FOLDER = new URL('../../../fixtures/wire/auth0/exchanges/', import.meta.url);
const NOWHERE = 'https://nowhere.example/';
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

const refreshTokenOf = async (browser: TestBrowser): Promise<string | undefined> => (await browser.tokens(OFFLINE)).refresh_token;

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
  jwks: (browser) => browser.send('/.well-known/jwks.json'),
};

await testGolden({ persona: 'auth0', folder: FOLDER, ways: WAYS, browse });

it('publishes the discovery document byte for byte', async () => {
  await using lab = await createLab({ personas: ['auth0'], domains: { 'auth.example.com': 'auth0' } });
  const golden = await wireShape('discovery');
  for (const document of ['openid-configuration', 'oauth-authorization-server'])
    expect(await (await lab.fetch(`https://auth.example.com/.well-known/${document}`)).text()).toBe(golden.trimEnd());
});
