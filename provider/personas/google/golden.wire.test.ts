import { testGolden } from '../../testing/test-golden.ts';
import { browse, CALLBACK, CLIENT_ID, DRIVE, SECRET, type TestBrowser } from './test-browser.ts';
import { denied } from './test-observe.ts';

const FOLDER = new URL('../../../fixtures/wire/google/exchanges/', import.meta.url);

const OFFLINE = { access_type: 'offline' };
const WAYS: Readonly<Record<string, (browser: TestBrowser) => Promise<Response>>> = {
  'token-code-offline': async (browser) => browser.redeem(await browser.signIn(OFFLINE)),
  'token-code-online': async (browser) => browser.redeem(await browser.signIn()),
  'token-code-testing': async (browser) => {
    await browser.register({ status: 'testing' });
    return browser.redeem(await browser.signIn({ ...OFFLINE, scope: DRIVE }));
  },
  'token-refresh': async (browser) => browser.refresh((await browser.tokens(OFFLINE)).refresh_token),
  'token-redirect-uri-mismatch': async (browser) => browser.redeem(await browser.signIn(), { redirect_uri: `${CALLBACK}/x` }),
  'token-refresh-unknown': (browser) => browser.refresh('1//03garbage'),
  'token-code-malformed': (browser) =>
    browser.token({ grant_type: 'authorization_code', code: '4%2F0Aabc', redirect_uri: CALLBACK }),
  'token-client-id-missing': (browser) => browser.refresh('x', { client_id: '' }),
  'token-client-wrong-secret': (browser) => browser.refresh('x', { client_secret: 'wrong' }),
  'token-client-deleted': async (browser) => {
    const { refresh_token } = await browser.tokens(OFFLINE);
    await browser.register({ status: 'deleted' });
    return browser.refresh(refresh_token);
  },
  'token-refresh-other-client': async (browser) => {
    const { refresh_token } = await browser.tokens(OFFLINE);
    const clientId = CLIENT_ID.replace('-abc', '-xyz');
    await browser.world.google.register({ clientId, clientSecret: SECRET, redirectUris: [CALLBACK] });
    return browser.refresh(refresh_token, { client_id: clientId });
  },
  'token-grant-type-unknown': (browser) => browser.token({ grant_type: 'password' }),
  'token-refresh-invalid-rapt': async (browser) => {
    const scope = 'https://www.googleapis.com/auth/cloud-platform';
    const { refresh_token } = await browser.tokens({ ...OFFLINE, scope }, 'dora');
    await browser.world.clock.age('17h');
    return browser.refresh(refresh_token);
  },
  'callback-web': (browser) => last(browser, {}, 'dora'),
  'callback-web-api-scopes': (browser) => last(browser, { scope: DRIVE }),
  'callback-desktop': async (browser) => {
    await browser.register({ kind: 'desktop' });
    return last(browser, { redirect_uri: 'http://127.0.0.1:45667/oauth2/callback' });
  },
  'callback-denied': async (browser) => {
    const { href } = await denied(browser);
    return new Response(null, { status: 302, headers: { location: href, 'cache-control': NO_CACHE } });
  },
  'callback-implicit': (browser) => last(browser, { response_type: 'token', scope: DRIVE }),
  'authorize-client-unknown': (browser) => browser.authorize({ client_id: 'nobody' }),
  'userinfo-openid': async (browser) => browser.api('/v1/userinfo', (await browser.tokens({}, 'dora')).access_token),
  'userinfo-v2': async (browser) => browser.api('/oauth2/v2/userinfo', (await browser.tokens({}, 'dora')).access_token),
  'tokeninfo-access-token': async (browser) =>
    browser.send(`/tokeninfo?access_token=${(await browser.tokens({}, 'dora')).access_token}`),
  'tokeninfo-v1-access-token': async (browser) =>
    browser.send(`/oauth2/v1/tokeninfo?access_token=${(await browser.tokens({}, 'dora')).access_token}`),
  'tokeninfo-id-token': async (browser) => browser.send(`/tokeninfo?id_token=${(await browser.tokens({}, 'dora')).id_token}`),
  'tokeninfo-invalid': (browser) => browser.send('/tokeninfo?access_token=x'),
  'revoke-success': async (browser) => browser.post('/revoke', { token: (await browser.tokens()).access_token ?? '' }),
  'drive-list': async (browser) => browser.api('/drive/v3/files', (await browser.tokens({ scope: DRIVE })).access_token),
  'drive-403-rate-limit': async (browser) => {
    await browser.world.settings.change({ 'google/api/rate-limit': 1 });
    const { access_token } = await browser.tokens({ scope: DRIVE });
    await browser.api('/drive/v3/files', access_token);
    return browser.api('/drive/v3/files', access_token);
  },
  'drive-401-invalid-token': (browser) => browser.api('/drive/v3/files', 'x'),
  jwks: (browser) => browser.send('/oauth2/v3/certs'),
};

const NO_CACHE = 'no-cache, no-store, max-age=0, must-revalidate';

/** The whole way through the pages; gives the redirect itself. */
const last = async (browser: TestBrowser, params: Readonly<Record<string, string>>, as = 'ana'): Promise<Response> => {
  const consent = await browser.press(await browser.authorize(params), { account: as });
  return browser.press(consent, { decision: 'allow' });
};

await testGolden({ persona: 'google', folder: FOLDER, ways: WAYS, browse });
