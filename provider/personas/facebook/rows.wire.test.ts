import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { ClientChanges, SettingValue } from '../../model/index.ts';
import { APP_ID, CALLBACK, SECRET, SUCCESS, TestBrowser } from './test-browser.ts';
import { CHALLENGE, cancelled, endOf, fragmentOf, listedBy, namesOf, told, VERIFIER } from './test-observe.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['facebook'] });
});
afterAll(() => lab.close());

const browse = async (
  settings: Readonly<Record<string, SettingValue>> = {},
  client: ClientChanges = {},
): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register(client);
  await browser.world.settings.change(settings);
  return browser;
};

const TOKEN = { response_type: 'token' };
const REPEAT = 'facebook/callback/repeat-visit';

const me = (browser: TestBrowser, token: string | null | undefined): Promise<Response> =>
  browser.send(`/me?access_token=${token ?? ''}`);

const isAlive = async (browser: TestBrowser, token: string | null | undefined): Promise<boolean> =>
  (await me(browser, token)).status === 200;

describe('the dialog of Facebook', () => {
  it('opens on every host, in every version and in none, with a slash at its end or without', async () => {
    const browser = await browse();
    const query = new URLSearchParams({ client_id: APP_ID, redirect_uri: CALLBACK });
    const places = [
      ...['www.facebook.com/v25.0/dialog/oauth', 'www.facebook.com/dialog/oauth', 'www.facebook.com/dialog/oauth/'],
      ...['facebook.com/dialog/oauth/', 'm.facebook.com/dialog/oauth/', 'm.facebook.com/v8/dialog/oauth'],
      'graph.facebook.com/oauth/authorize',
    ];
    for (const place of places) {
      const headers = { 'x-loginlab-world': browser.world.id };
      const reply = await lab.fetch(`https://${place}?${query}`, { headers });
      expect(`${place} ${reply.status} ${reply.headers.get('location')?.split('?')[0]}`).toBe(
        `${place} 302 https://www.facebook.com/login.php`,
      );
    }
  });

  it('moves a phone to the mobile host, and nobody who asks for a display or comes by the address of the lab', async () => {
    const browser = await browse();
    const headers = {
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604',
    };
    const query = new URLSearchParams({ client_id: APP_ID, redirect_uri: CALLBACK });
    const open = async (to: string) =>
      (await lab.fetch(to, { headers: { ...headers, 'x-loginlab-world': browser.world.id } })).headers.get('location');
    const vendor = `https://www.facebook.com/v19.0/dialog/oauth?${query}`;
    expect(await open(vendor)).toBe(vendor.replace('www.', 'm.'));
    expect(await open(`${vendor}&display=touch`)).toContain('https://www.facebook.com/login.php?');
    expect(await open(vendor.replace('www.', 'm.'))).toContain('https://www.facebook.com/login.php?');
    expect(await open(`${browser.base}/v19.0/dialog/oauth?${query}`)).toContain('/login.php?');
  });

  it('returns the state as it was sent, last, on success and on refusal, and none when none was sent', async () => {
    const browser = await browse();
    for (const state of ['a b+c/ü&=', '{st=state123abc,ds=123456789}']) {
      expect((await browser.signIn({ state })).searchParams.get('state')).toBe(state);
    }
    expect((await browser.signIn({ state: '{st=state123abc,ds=123456789}' })).href).toMatch(
      /&state=%7Bst%3Dstate123abc%2Cds%3D123456789%7D#_=_$/,
    );
    expect((await browser.signIn({ state: '' })).searchParams.has('state')).toBe(false);
  });

  it('answers alike on a page, in a popup and for touch', async () => {
    const browser = await browse();
    for (const display of ['page', 'popup', 'touch']) expect(namesOf(await browser.signIn({ display }))).toBe('code state');
  });

  it('can be left at the login page as well, with the same answer as at the permissions', async () => {
    const browser = await browse();
    const page = await browser.dialog(TOKEN);
    const way = new URL(page.headers.get('location') ?? '').searchParams.get('cancel_url');
    const left = await browser.press(await browser.settle(page), { decision: 'deny' });
    expect(left.headers.get('location')).toBe(way);
    expect((await cancelled(browser, TOKEN)).href).toBe(way);
  });

  it('is skipped for who is signed in and has decided everything; each visit brings a new code', async () => {
    const browser = await browse();
    await browser.signIn({ scope: 'email,user_friends' }, 'ana', ['user_friends']);
    const replies = [await browser.dialog({ scope: 'user_friends,email' }), await browser.dialog({ scope: 'email' })];
    expect(replies.map(({ status }) => status)).toEqual([302, 302]);
    const codes = replies.map((reply) => new URL(reply.headers.get('location') ?? '').searchParams.get('code'));
    expect(new Set(codes).size).toBe(2);
  });

  it('asks for newly requested permissions only', async () => {
    const browser = await browse();
    await browser.signIn();
    expect(await listedBy(await browser.dialog({ scope: 'email,user_posts' }))).toBe('user_posts*');
  });

  it('asks anew after the person removed the app', async () => {
    const browser = await browse();
    await browser.signIn();
    await browser.world.grants.revoke({ person: 'ana', clientId: APP_ID });
    expect(await listedBy(await browser.dialog())).toBe('email* public_profile');
  });

  it('remembers for each app apart', async () => {
    const browser = await browse();
    await browser.signIn();
    await browser.world.facebook.register({ clientId: '2', clientSecret: 's', redirectUris: [CALLBACK] });
    expect(await listedBy(await browser.dialog({ client_id: '2' }))).toBe('email* public_profile');
  });

  it('knows on all its hosts who is signed in on one', async () => {
    const browser = await browse();
    const send = (url: string, init: RequestInit = {}, cookie = '') =>
      lab.fetch(url, { ...init, headers: { cookie, 'x-loginlab-world': browser.world.id } });
    const query = new URLSearchParams({ client_id: APP_ID, redirect_uri: CALLBACK });
    const page = await send((await send(`https://www.facebook.com/dialog/oauth?${query}`)).headers.get('location') ?? '');
    const ticket = /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const form = new URLSearchParams({ ticket, account: 'ana' });
    const signedIn = await send('https://www.facebook.com/login.php', { method: 'POST', body: form });
    const [cookie = ''] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/^c_user=[\w-]{32}; Path=\/; Domain=facebook\.com; HttpOnly; SameSite=Lax; Secure$/);
    const dialog = await send(`https://m.facebook.com/dialog/oauth?${query}`, {}, cookie.split(';')[0]);
    const dialogPage = await dialog.clone().text();
    expect(await listedBy(dialog)).toBe('public_profile');
    const answer = { ticket: /name="ticket" value="([^"]+)"/.exec(dialogPage)?.[1] ?? '', decision: 'allow' };
    const agree = (origin: string) =>
      lab.fetch('https://www.facebook.com/dialog/oauth/confirm', {
        method: 'POST',
        body: new URLSearchParams(answer),
        headers: { origin, cookie: cookie.split(';')[0] ?? '', 'x-loginlab-world': browser.world.id },
      });
    expect((await agree('https://evil.example')).status).toBe(400);
    expect((await agree('https://m.facebook.com')).headers.get('location')).toContain('?code=AQ');
  });

  it('lets one person in a browser: who signs in puts the other out', async () => {
    const browser = await browse();
    await browser.signIn({}, 'ana');
    const again = await browser.dialog({ auth_type: 'reauthenticate' });
    await browser.goOn(again, 'ben');
    const { access_token: token } = await browser.tokens();
    expect(await (await me(browser, token)).json()).toMatchObject({ name: 'Ben Okafor' });
  });

  it('is not passed by who only says that the password was given', async () => {
    const browser = await browse();
    await browser.signIn();
    const reply = await browser.dialog({ auth_type: 'reauthenticate', ret: 'login', logger_id: 'x' });
    expect(await endOf(reply)).toContain('/login.php?');
  });

  it('grants only what was ticked, and the token can do no more', async () => {
    const browser = await browse();
    await browser.signIn({ scope: 'email,user_friends' }, 'ana', ['email']);
    const { access_token: token } = await browser.tokens({ scope: 'email,user_friends' });
    const { data } = (await (await browser.send(`/me/permissions?access_token=${token}`)).json()) as { data: unknown };
    expect(data).toEqual(
      expect.arrayContaining([
        { permission: 'user_friends', status: 'granted' },
        { permission: 'email', status: 'declined' },
      ]),
    );
  });

  it('takes back what is unticked in a dialog that asks once more', async () => {
    const browser = await browse();
    await browser.signIn();
    const again = await browser.dialog({ auth_type: 'reauthorize', return_scopes: 'true' });
    const callback = await browser.press(again, { decision: 'allow' }, []);
    expect(new URL(callback.headers.get('location') ?? '').searchParams.get('denied_scopes')).toBe('email');
  });

  it('explains a way out that nobody took by no behaviour', async () => {
    const browser = await browse();
    await browser.dialog();
    expect(await browser.spoken()).not.toContain('facebook/callback/cancelled');
    await cancelled(browser);
    expect(await browser.spoken()).toContain('facebook/callback/cancelled');
  });

  it('grants a declined permission after a rerequest', async () => {
    const browser = await browse();
    await browser.signIn({ return_scopes: 'true' }, 'ana', ['email']);
    const callback = await browser.signIn({ return_scopes: 'true', auth_type: 'rerequest' });
    expect(callback.searchParams.get('granted_scopes')).toBe('email,public_profile');
    expect((await browser.signIn({ return_scopes: 'true' })).searchParams.get('denied_scopes')).toBe('');
  });
});

describe('a login in an embedded browser that ends on login_success.html', () => {
  const repeat = async (mode: string, params: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const browser = await browse({ [REPEAT]: mode });
    const asked = { redirect_uri: SUCCESS, ...params };
    return [namesOf(await browser.signIn(asked)), (await browser.signIn(asked)).href.replace(/=[^&]{200,}/g, '=…')];
  };

  it('brings a token at every visit, as the documentation has it', async () => {
    const [first, second] = await repeat('token', { ...TOKEN, state: '' });
    expect(first).toBe('access_token data_access_expiration_time expires_in long_lived_token');
    expect(second).toMatch(/^https:\/\/www\.facebook\.com\/connect\/login_success\.html#access_token=EAA/);
  });

  it('brings nothing from the second visit on in the mode bare', async () => {
    expect(await repeat('bare', TOKEN)).toEqual([expect.stringContaining('access_token'), SUCCESS]);
    expect(await repeat('bare', { response_type: 'code' })).toEqual(['code state', SUCCESS]);
  });

  it('brings a code but no token in the mode code-only-works', async () => {
    expect(await repeat('code-only-works', TOKEN)).toEqual([expect.stringContaining('access_token'), SUCCESS]);
    expect((await repeat('code-only-works', { response_type: 'code' }))[1]).toMatch(
      /login_success\.html\?code=…&state=st%2F1#_=_$/,
    );
  });

  it('tells a refusal in every mode', async () => {
    const browser = await browse({ [REPEAT]: 'bare' });
    await browser.signIn({ redirect_uri: SUCCESS });
    const reply = await browser.dialog({ redirect_uri: SUCCESS, scope: 'email,user_posts' });
    const denied = await browser.press(reply, { decision: 'deny' });
    expect(denied.headers.get('location')).toContain('error_reason=user_denied');
  });

  it('ends on a page that is there', async () => {
    const browser = await browse();
    const reply = await browser.send('/connect/login_success.html');
    expect(await reply.text()).toContain('SECURITY WARNING: Please treat the URL above as you would your password');
  });
});

describe('redirect URIs at Facebook', () => {
  it('may stand on this machine without TLS when they are registered, and only with the default setting', async () => {
    const uri = 'http://127.0.0.1:3000/callback';
    const browser = await browse({}, { redirectUris: [uri] });
    expect(await endOf(await browser.dialog({ redirect_uri: uri }))).toContain('/login.php?');
    await browser.world.settings.change({ 'facebook/dialog/https-only': 'always' });
    expect(await endOf(await browser.dialog({ redirect_uri: uri }))).toContain('1349187');
  });

  it('may be http://localhost while the app is in development, and not 127.0.0.1', async () => {
    const browser = await browse({}, { status: 'testing' });
    expect(await endOf(await browser.dialog({ redirect_uri: 'http://localhost:8080/x' }))).toContain('/login.php?');
    expect(await endOf(await browser.dialog({ redirect_uri: 'http://127.0.0.1:8080/x' }))).toMatch(/^400 Error code 13491/);
    await browser.register();
    expect(await endOf(await browser.dialog({ redirect_uri: 'http://localhost:8080/x' }))).toMatch(/^400 Error code 13491/);
  });

  it('have to be whole: path, query and slash count', async () => {
    const browser = await browse();
    for (const uri of [
      `${CALLBACK}/`,
      `${CALLBACK}?a=1`,
      `${CALLBACK}?state=x&a=1`,
      `${CALLBACK}/more`,
      CALLBACK.toUpperCase(),
    ]) {
      expect(await endOf(await browser.dialog({ redirect_uri: uri }))).toMatch(/^400 Error code 13491(68|87)/);
    }
  });

  it('are told of errors when the setting says so, with number and text and no word of the protocol', async () => {
    const browser = await browse({ 'facebook/dialog/redirect-blocked': 'app' });
    const [status, location = ''] = (await endOf(await browser.dialog({ redirect_uri: `${CALLBACK}/` }))).split(' ');
    expect(status).toBe('302');
    expect(location).toMatch(/\/callback\/\?error_code=1349168&error_message=URL\+Blocked%3A\+.*&state=st%2F1#_=_$/);
  });

  it('hear of no other error where they are not registered', async () => {
    const settings = { 'facebook/dialog/web-login-off': 'app', 'facebook/app/development-mode': 'app' } as const;
    const browser = await browse(settings);
    await browser.register({ webLogin: false });
    expect(await endOf(await browser.dialog())).toMatch(/^302 https:\/\/shop\.example\/callback\?error_code=1349168&/);
    expect(await endOf(await browser.dialog({ redirect_uri: 'https://evil.example/' }))).toMatch(/^400 Error code 1349168/);
    await browser.register({ hiddenScopes: ['email'] });
    expect(await endOf(await browser.dialog())).toMatch(/^302 https:\/\/shop\.example\/callback\?error_code=1349186&/);
    await browser.world.settings.change({
      'facebook/dialog/foreign-domain': 'off',
      'facebook/dialog/redirect-blocked': 'off',
    });
    expect(await endOf(await browser.dialog({ redirect_uri: 'https://evil.example/' }))).toMatch(/^400 Error code 1349186/);
  });

  it('are refused where they are not registered, also without the rules of Facebook, and before anybody can cancel', async () => {
    const off = { 'facebook/dialog/foreign-domain': 'off', 'facebook/dialog/redirect-blocked': 'off' } as const;
    const browser = await browse(off);
    await browser.signIn();
    for (const asked of [{ scope: 'email,user_friends' }, { auth_type: 'reauthenticate' }]) {
      const reply = await browser.dialog({ redirect_uri: 'https://evil.example/', ...asked });
      expect(await endOf(reply)).toMatch(/^400 Sorry, something went wrong/);
    }
  });
});

describe('tokens of Facebook', () => {
  it('become codes for redirect URIs of the app, and for no other', async () => {
    const browser = await browse();
    const { access_token: token = '' } = await browser.tokens();
    const codeFor = (uri: string) => {
      const query = { access_token: token, client_id: APP_ID, client_secret: SECRET, redirect_uri: uri };
      return browser.send(`/oauth/client_code?${new URLSearchParams(query)}`);
    };
    expect(await (await codeFor(CALLBACK)).json()).toEqual({ code: expect.stringMatching(/^AQ/) });
    for (const uri of ['https://evil.example/', `${CALLBACK}/`]) {
      expect(await told(await codeFor(uri))).toMatch(/^400 191: Can't load URL: /);
    }
  });

  it('are not got by HTTP Basic where the old refusal is set', async () => {
    const browser = await browse({ 'facebook/token/basic-credentials': false });
    const callback = await browser.signIn();
    const basic = `Basic ${Buffer.from(`${APP_ID}:${SECRET}`).toString('base64')}`;
    const query = new URLSearchParams({
      client_id: APP_ID,
      redirect_uri: CALLBACK,
      code: callback.searchParams.get('code') ?? '',
    });
    const reply = await browser.send(`/oauth/access_token?${query}`, { headers: { authorization: basic } });
    expect(await told(reply)).toBe('400 1: Error validating client secret.');
  });

  it('say nothing of their end when the setting has it so', async () => {
    const browser = await browse({ 'facebook/token/endless-is-silent': 'always' });
    expect(Object.keys(await browser.tokens())).toEqual(['access_token', 'token_type']);
  });

  it('are got by GET and by POST, with and without a version', async () => {
    const browser = await browse();
    for (const path of ['/v19.0/oauth/access_token', '/oauth/access_token']) {
      const code = (await browser.signIn()).searchParams.get('code') ?? '';
      const form = { client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK, code };
      expect((await browser.post(path, form)).status).toBe(200);
      expect((await browser.redeem(await browser.signIn(), {}, path)).status).toBe(200);
    }
  });

  it('from one dialog with code and token are two, and both live', async () => {
    const browser = await browse();
    const fragment = fragmentOf(await browser.signIn({ response_type: 'code token' }));
    const reply = await browser.token({ code: fragment.get('code') ?? '', redirect_uri: CALLBACK });
    const { access_token: other, expires_in: long } = (await reply.json()) as { access_token: string; expires_in: number };
    expect(other).not.toBe(fragment.get('access_token'));
    expect(long).toBeGreaterThan(Number(fragment.get('expires_in')));
    for (const token of [other, fragment.get('access_token'), fragment.get('long_lived_token')]) {
      expect(await isAlive(browser, token)).toBe(true);
    }
  });

  it('are exchanged for longer ones while they live: the old one lives on, a dead one brings nothing', async () => {
    const browser = await browse();
    const short = fragmentOf(await browser.signIn(TOKEN)).get('access_token') ?? '';
    const exchange = () => browser.token({ grant_type: 'fb_exchange_token', fb_exchange_token: short });
    const { access_token: long } = (await (await exchange()).json()) as { access_token: string };
    expect([await isAlive(browser, short), await isAlive(browser, long)]).toEqual([true, true]);
    await browser.world.clock.age('3h');
    expect([await isAlive(browser, short), await isAlive(browser, long)]).toEqual([false, true]);
    expect(await told(await exchange())).toMatch(/^400 190\/463: Error validating access token: Session has expired/);
    await browser.world.clock.age('60d');
    expect(await isAlive(browser, long)).toBe(false);
  });

  it('of another app, and with a wrong secret, are not exchanged', async () => {
    const browser = await browse();
    const { access_token: token = '' } = await browser.tokens();
    await browser.world.facebook.register({ clientId: '2', clientSecret: 'other', redirectUris: [CALLBACK] });
    const form = { grant_type: 'fb_exchange_token', fb_exchange_token: token };
    expect(await told(await browser.token({ ...form, client_id: '2', client_secret: 'other' }))).toMatch(/^400 190/);
    expect(await told(await browser.token({ ...form, client_secret: 'wrong' }))).toBe('400 1: Error validating client secret.');
    expect(await told(await browser.token({ ...form, client_secret: '' }))).toBe('400 1: Error validating client secret.');
  });

  it('that were exchanged die with the app', async () => {
    const browser = await browse();
    const fragment = fragmentOf(await browser.signIn(TOKEN));
    await browser.world.grants.revoke({ person: 'ana' });
    expect(await isAlive(browser, fragment.get('long_lived_token'))).toBe(false);
  });

  it('end on a full hour when they are short, one to two hours ahead', async () => {
    const browser = await browse();
    const token = fragmentOf(await browser.signIn(TOKEN)).get('access_token') ?? '';
    const query = new URLSearchParams({ input_token: token, access_token: `${APP_ID}|${SECRET}` });
    const { data } = (await (await browser.send(`/debug_token?${query}`)).json()) as { data: { expires_at: number } };
    expect(data.expires_at % 3600).toBe(0);
  });

  it('come for a code once, whoever asks at the same time', async () => {
    const browser = await browse();
    const callback = await browser.signIn();
    const replies = await Promise.all([1, 2, 3, 4].map(() => browser.redeem(callback)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400]);
  });

  it('do not come for a code of another app', async () => {
    const browser = await browse();
    await browser.world.facebook.register({ clientId: '2', clientSecret: 'other', redirectUris: [CALLBACK] });
    const callback = await browser.signIn();
    expect((await browser.redeem(callback, { client_id: '2', client_secret: 'other' })).status).toBe(400);
  });

  it('do not come without the secret when no verifier is bound to the code', async () => {
    const browser = await browse();
    const reply = await browser.redeem(await browser.signIn(), { client_secret: '', code_verifier: 'v'.repeat(43) });
    expect(await told(reply)).toBe('400 1: Error validating client secret.');
  });

  it('of a client code belong to the same person and app, and the code is good once', async () => {
    const browser = await browse();
    const { access_token: token = '' } = await browser.tokens();
    const query = { access_token: token, client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK };
    const reply = await browser.send(`/v19.0/oauth/client_code?${new URLSearchParams(query)}`);
    const { code } = (await reply.json()) as { code: string };
    const redeem = () => browser.token({ code, redirect_uri: CALLBACK, client_secret: '' });
    const { access_token: made } = (await (await redeem()).json()) as { access_token: string };
    expect(await (await me(browser, made)).text()).toBe(await (await me(browser, token)).text());
    expect(await told(await redeem())).toBe('400 100/36009: This authorization code has been used.');
  });

  it('of a public app come for a verifier, and for the right one only', async () => {
    const browser = await browse();
    await browser.world.facebook.register({ clientId: '3', redirectUris: [CALLBACK], kind: 'mobile' });
    const asked = { client_id: '3', code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    const redeem = async (verifier: string) =>
      browser.redeem(await browser.signIn(asked), { client_id: '3', client_secret: '', code_verifier: verifier });
    expect((await redeem(VERIFIER)).status).toBe(200);
    expect(await told(await redeem(`${VERIFIER}x`))).toBe('400 100: Invalid code verifier.');
    expect(await told(await redeem(''))).toBe('400 100: Invalid code verifier.');
  });

  it('stay when an app signs its own people out: nobody at Facebook hears of it', async () => {
    const browser = await browse();
    const { access_token: token } = await browser.tokens();
    for (const path of ['/oauth/revoke', '/v19.0/oauth/revoke']) {
      expect((await browser.post(path, { token: token ?? '' })).status).toBeGreaterThanOrEqual(400);
    }
    expect(await isAlive(browser, token)).toBe(true);
    expect((await browser.dialog()).status).toBe(302);
  });
});
