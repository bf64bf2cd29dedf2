import { testGolden } from '../../testing/test-golden.ts';
import { browse, CALLBACK, SUCCESS, type TestBrowser } from './test-browser.ts';
import { cancelled } from './test-observe.ts';

const FOLDER = new URL('../../../fixtures/wire/facebook/login/', import.meta.url);

const TOKEN = { response_type: 'token' };
const BUSINESS = { configurations: { c1: { permissions: ['pages_show_list'], token: 'system-user' } } } as const;

const last = async (browser: TestBrowser, params: Readonly<Record<string, string>> = {}): Promise<Response> =>
  browser.goOn(await browser.dialog(params));

const WAYS: Readonly<Record<string, (browser: TestBrowser) => Promise<Response>>> = {
  'token-code': async (browser) => browser.redeem(await browser.signIn()),
  'token-code-openid': async (browser) => browser.redeem(await browser.signIn({ scope: 'openid email' })),
  'token-endless': async (browser) => {
    await browser.register(BUSINESS);
    return browser.redeem(await browser.signIn({ config_id: 'c1', scope: '' }));
  },
  'token-app': (browser) => browser.token({ grant_type: 'client_credentials' }),
  'token-longer': async (browser) => {
    const { access_token: token = '' } = await browser.tokens();
    return browser.token({ grant_type: 'fb_exchange_token', fb_exchange_token: token });
  },
  'token-before-2-3': async (browser) => browser.redeem(await browser.signIn(), {}, '/v2.2/oauth/access_token'),
  'token-code-used': async (browser) => {
    const callback = await browser.signIn();
    await browser.redeem(callback);
    return browser.redeem(callback);
  },
  'token-code-expired': async (browser) => {
    const callback = await browser.signIn();
    await browser.world.clock.age('11m');
    return browser.redeem(callback);
  },
  'token-redirect-uri-other': async (browser) => browser.redeem(await browser.signIn(), { redirect_uri: `${CALLBACK}/` }),
  'token-code-malformed': (browser) => browser.token({ code: 'nonsense', redirect_uri: CALLBACK }),
  'token-wrong-secret': async (browser) => browser.redeem(await browser.signIn(), { client_secret: 'wrong' }),
  'token-unknown-app': async (browser) => browser.redeem(await browser.signIn(), { client_id: '1' }),
  'token-redirect-uri-missing': async (browser) => browser.redeem(await browser.signIn(), { redirect_uri: '' }),
  'token-grant-type-unknown': (browser) => browser.token({ grant_type: '123abcauthorization_code' }),
  'token-refresh': (browser) => browser.token({ grant_type: 'refresh_token', refresh_token: 'x' }),
  'callback-code': (browser) => last(browser),
  'callback-code-own-query': async (browser) => {
    await browser.register({ redirectUris: [`${CALLBACK}?from=fb`] });
    return last(browser, { redirect_uri: `${CALLBACK}?from=fb` });
  },
  'callback-denied': async (browser) =>
    new Response(null, { status: 302, headers: { location: (await cancelled(browser, TOKEN)).href } }),
  'callback-token': (browser) => last(browser, TOKEN),
  'callback-token-scopes': (browser) => last(browser, { response_type: 'token,granted_scopes' }),
  'callback-token-success-page': (browser) => last(browser, { ...TOKEN, redirect_uri: SUCCESS }),
  'callback-in-development': async (browser) => {
    await browser.world.settings.change({ 'facebook/app/development-mode': 'app' });
    await browser.register({ status: 'testing', testers: ['ben'] });
    return last(browser);
  },
  'callback-app-scheme': (browser) =>
    last(browser, { response_type: 'token,granted_scopes', redirect_uri: 'fb464891386855067://authorize/' }),
  'dialog-login-page': (browser) => browser.dialog(),
  discovery: (browser) => browser.send('/.well-known/openid-configuration/'),
  jwks: (browser) => browser.send('/.well-known/oauth/openid/jwks/'),
};

await testGolden({ persona: 'facebook', folder: FOLDER, ways: WAYS, browse });
