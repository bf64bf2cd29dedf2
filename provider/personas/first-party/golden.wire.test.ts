import { testGolden } from '../../testing/test-golden.ts';
import { browse, NEW, PASSWORD, type TestBrowser } from './test-browser.ts';

const linked = async (browser: TestBrowser): Promise<string> => {
  await browser.signUp();
  return browser.mailedPath();
};

const get = async (browser: TestBrowser, path: string, email?: string): Promise<Response> =>
  browser.json('GET', path, undefined, await browser.token(email));

const WAYS: Readonly<Record<string, (browser: TestBrowser) => Promise<Response>>> = {
  register: (browser) => browser.signUp(),
  'register-with-token': async (browser) => {
    await browser.world.designs.use('token-in-registration');
    return browser.signUp();
  },
  'register-taken': (browser) => browser.signUp({ email: 'ana@example.com' }),
  'register-weak-password': (browser) => browser.signUp({ password: 'short' }),
  'register-unknown-field': (browser) => browser.signUp({ role: 'admin' }),
  'register-malformed': (browser) => browser.json('POST', '/users', '{"email": "'),
  login: (browser) => browser.login(),
  'login-failed': (browser) => browser.login({ password: 'wrong' }),
  'login-by-get': (browser) => browser.json('GET', '/login'),
  'login-locked': async (browser) => {
    await browser.world.settings.change({ 'first-party/login/lockout': 1 });
    await browser.login({ password: 'wrong' });
    return browser.login();
  },
  token: (browser) => browser.tokenReply(),
  'token-without-credentials': (browser) => browser.json('POST', '/tokens'),
  'token-expired': async (browser) => {
    const token = await browser.token();
    await browser.world.clock.age('31m');
    return browser.me(token);
  },
  'not-validated': async (browser) => {
    await browser.signUp();
    return get(browser, '/friends/invitations', NEW);
  },
  'link-used': async (browser) => {
    const path = await linked(browser);
    await browser.json('GET', path);
    return browser.json('GET', path);
  },
  'link-unknown': (browser) => browser.json('GET', '/users/email_validation/made-up'),
  me: (browser) => get(browser, '/users/me'),
  random: (browser) => get(browser, '/random'),
  presence: (browser) => browser.json('PUT', '/presence', { status: 1, email: 'ana@example.com', password: PASSWORD }),
};

await testGolden({
  persona: 'first-party',
  folder: new URL('../../../fixtures/wire/first-party/exchanges/', import.meta.url),
  ways: WAYS,
  browse,
});
