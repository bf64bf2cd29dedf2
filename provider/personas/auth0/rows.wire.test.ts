import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { API, browse, CALLBACK, CLIENT_ID, OFFLINE, SECRET, type TestBrowser } from './test-browser.ts';
import { claimsOf, headerOf, seen, told } from './test-observe.ts';

type Texts = Readonly<Record<string, string>>;

const TENANT = 'shop.eu.auth0.com';
const CUSTOM = 'login.shop.example';
const BYE = 'http://127.0.0.1:3000/bye';
const INVALID = '403 invalid_grant: Unknown or invalid refresh token.';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['auth0'], domains: { [CUSTOM]: 'auth0' } });
});
afterAll(() => lab.close());

const read = async (reply: Response): Promise<Texts> => (await reply.json()) as Texts;

const logout = (browser: TestBrowser): Promise<Response> => browser.send(`/v2/logout?client_id=${CLIENT_ID}&returnTo=${BYE}`);

describe('tenants of Auth0', () => {
  const issuerAt = async (url: string): Promise<unknown> =>
    (await read(await lab.fetch(`${url}/.well-known/openid-configuration`))).issuer;

  it('have an issuer of their own, with a slash, at the vendor’s address and at the lab’s', async () => {
    for (const host of [TENANT, 'old.auth0.com', CUSTOM]) {
      expect(await issuerAt(`https://${host}`)).toBe(`https://${host}/`);
      expect(await issuerAt(`${lab.url}/${host}`)).toBe(`${lab.url}/${host}/`);
    }
    expect(await issuerAt(`${lab.url}/auth0`)).toBe(`${lab.url}/auth0/`);
  });

  it('name the tenant in tokens, in the address of its pages and in its certificates', async () => {
    const browser = await browse(lab);
    const world = { 'x-loginlab-world': browser.world.id };
    const at = (path: string, init: RequestInit = {}) =>
      lab.fetch(`https://${TENANT}${path}`, { ...init, headers: { ...world, ...init.headers } });
    const query = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid' });
    const login = (await at(`/authorize?${query}`)).headers.get('location') ?? '';
    expect(login).toMatch(new RegExp(`^https://${TENANT}/u/login\\?state=`));
    const form = { client_id: CLIENT_ID, client_secret: SECRET, grant_type: 'password', username: 'ana', password: 'x' };
    await browser.register({ issuer: 'vendor' });
    const tokens = await read(await at('/oauth/token', { method: 'POST', body: new URLSearchParams(form) }));
    expect(claimsOf(tokens.id_token).iss).toBe(`https://${TENANT}/`);
    const { keys } = (await (await at('/.well-known/jwks.json')).json()) as { keys: { x5c: string[] }[] };
    expect(Buffer.from(keys[0]?.x5c[0] ?? '', 'base64').toString('latin1')).toContain(TENANT);
  });

  it('know only the clients that are theirs', async () => {
    const browser = await browse(lab);
    await browser.register({ tenant: TENANT });
    const base = browser.base.replace(/auth0$/, '');
    const query = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid' });
    const at = async (host: string) => (await browser.send(`${base}${host}/authorize?${query}`)).status;
    expect([await at(TENANT), await at('other.eu.auth0.com'), await at('auth0')]).toEqual([302, 403, 403]);
  });

  it('are refused where no persona has the host', async () => {
    for (const host of ['a.b.eu.auth0.com', 'auth0.com.example', 'login.other.example'])
      expect((await lab.fetch(`https://${host}/`)).status).toBe(421);
  });
});

describe('what the lab offers where Auth0 refuses', () => {
  const offers: string[] = [];
  let hinting: Lab;
  beforeAll(async () => {
    hinting = await createLab({
      personas: ['auth0'],
      hints: true,
      onSuggestion: ({ why, curl }) => offers.push(`${why} ${curl}`),
    });
  });
  afterAll(() => hinting.close());

  it('is to register the API or the connection that the request names', async () => {
    const browser = await browse(hinting);
    const audience = 'https://new.example/';
    expect(await seen(await browser.authorize({ audience }))).toBe(`access_denied: Service not found: ${audience}`);
    expect(await told(await browser.machine({ audience }))).toMatch(/^403 access_denied/);
    expect(await seen(await browser.authorize({ connection: 'github' }))).toMatch(/^invalid_request: the connection/);
    expect(offers.map((offer) => offer.replace(/ curl .*/, ''))).toEqual([
      `No API "${audience}" is registered for ${CLIENT_ID}.`,
      `No API "${audience}" is registered for ${CLIENT_ID}.`,
      `The connection "github" is not switched on for ${CLIENT_ID}.`,
    ]);
    const { exchanges } = await browser.world.wire.read();
    const [offer] = exchanges.flatMap(({ suggestion }) => suggestion ?? []);
    await browser.world.auth0.changeClient(CLIENT_ID, offer?.register.settings ?? {});
    expect(await seen(await browser.reply({ audience }))).toBe('code');
    expect(await told(await browser.machine({ audience }))).toBe('200');
  });
});

describe('what the lab offers where a tenant does not know something', () => {
  const offered = async (browser: TestBrowser) => {
    const { exchanges } = await browser.world.wire.read();
    return exchanges.flatMap(({ suggestion }) => suggestion ?? []);
  };

  it('is to move a client of another tenant, which is unknown here', async () => {
    const browser = await browse(lab);
    await browser.register({ tenant: TENANT });
    expect(await seen(await browser.authorize())).toBe(`403 invalid_request: Unknown client: ${CLIENT_ID}`);
    const [offer] = await offered(browser);
    const tenant = 'loginlab.us.auth0.com';
    expect(offer?.why).toBe(`${CLIENT_ID} is a client of the tenant ${TENANT}, and the request is for ${tenant}.`);
    await browser.world.auth0.changeClient(CLIENT_ID, offer?.register.settings ?? {});
    expect(await seen(await browser.reply())).toBe('code');
  });

  it('is to register a callback that differs by its slash', async () => {
    const browser = await browse(lab);
    const redirect_uri = `${CALLBACK}/`;
    expect(await seen(await browser.authorize({ redirect_uri }))).toBe(
      `403 invalid_request: Callback URL mismatch. ${redirect_uri} is not in the list of allowed callback URLs`,
    );
    const [offer] = await offered(browser);
    expect(offer?.why).toBe(`${redirect_uri} is not a registered redirect URI of ${CLIENT_ID}.`);
    expect(offer?.register.redirectUris).toEqual([CALLBACK, redirect_uri]);
  });

  it('is to tell the lab a domain that no tenant has', async () => {
    const reply = await lab.fetch('https://login.other.example/authorize');
    expect([reply.status, await reply.text()]).toEqual([
      421,
      expect.stringContaining('If it is the domain of a tenant at Auth0, start the lab with --domain login.other.example=auth0.'),
    ]);
  });

  it('is to switch a connection on for a sign-up', async () => {
    const browser = await browse(lab);
    await browser.register({ connections: ['google-oauth2'] });
    expect((await browser.signUp()).status).toBe(400);
    const [offer] = await offered(browser);
    await browser.world.auth0.changeClient(CLIENT_ID, offer?.register.settings ?? {});
    expect((await browser.signUp()).status).toBe(200);
  });
});

describe('silent requests at Auth0', () => {
  it('fail in a frame to which the browser sends no cookie, though the session is there', async () => {
    const browser = await browse(lab);
    await browser.signIn();
    const query = new URLSearchParams({
      ...{ client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', prompt: 'none' },
      response_mode: 'web_message',
    });
    const blocked = await (await lab.fetch(`${browser.base}/authorize?${query}`)).text();
    expect(blocked).toContain('"error":"login_required"');
    expect(blocked).toContain('var targetOrigin = "http://127.0.0.1:3000"');
    expect(await (await browser.send(`/authorize?${query}`)).text()).toMatch(/response: \{"code":"/);
  });

  it('set a session cookie that a frame of another site gets', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize());
    const [cookie] = (await browser.press(page, { account: 'ana' })).headers.getSetCookie();
    expect(cookie).toMatch(/^auth0=[\w-]{32}; Path=\/@[^;]+; HttpOnly; SameSite=None; Secure$/);
  });

  it('let a page in a frame of the app alone, and hold what is in the message as text', async () => {
    const browser = await browse(lab);
    const reply = await browser.authorize({ prompt: 'none', response_mode: 'web_message', state: '</script><script>alert(1)' });
    expect(reply.headers.get('content-security-policy')).toMatch(/frame-ancestors http:\/\/127\.0\.0\.1:3000$/);
    expect(reply.headers.get('x-frame-options')).toBeNull();
    expect((await reply.text()).match(/<script/g)).toHaveLength(1);
  });

  it('ask for a login where max_age is over, and not where it is not', async () => {
    const browser = await browse(lab);
    await browser.signIn();
    await browser.world.clock.age('61m');
    expect(await seen(await browser.authorize({ prompt: 'none', max_age: '3600' }))).toBe('login_required: Login required');
    expect(await seen(await browser.settle(await browser.authorize({ max_age: '3600' })))).toBe('200 account-chooser');
    const { id_token } = await browser.tokens({ max_age: '0' });
    expect(Math.abs(Number(claimsOf(id_token).auth_time) - Number(claimsOf(id_token).iat))).toBeLessThan(5);
    expect(await seen(await browser.authorize({ prompt: 'none', max_age: '3600' }))).toBe('code');
  });

  it('let a person whom an Action denied log in as another one by prompt=login', async () => {
    const browser = await browse(lab);
    await browser.register({ action: { deny: 'unverified' } });
    expect(await seen(await browser.reply({}, 'unverified'))).toMatch(/^access_denied/);
    expect(await seen(await browser.reply({ prompt: 'login' }, 'ana'))).toBe('code');
  });

  it('are asked to log in again by prompt=login, sign-up page included', async () => {
    const browser = await browse(lab);
    await browser.signIn();
    expect(await seen(await browser.settle(await browser.authorize({ prompt: 'login' })))).toBe('200 account-chooser');
    const page = await browser.settle(await browser.authorize({ prompt: 'login', screen_hint: 'signup' }));
    expect(await page.text()).toContain('<h1>Sign up</h1>');
  });
});

describe('people of Auth0', () => {
  it('see the consent page again for prompt=consent', async () => {
    const browser = await browse(lab);
    await browser.signIn();
    expect(await seen(await browser.settle(await browser.authorize()))).toBe('code');
    expect(await seen(await browser.settle(await browser.authorize({ prompt: 'consent' })))).toBe('200 consent');
  });

  it('sign up on the page and are in the app at once, with an address that is not verified', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize({ screen_hint: 'signup' }));
    const back = await browser.press(page, { email: 'new@example.com', password: 'Passw0rd!' });
    const tokens = await read(await browser.redeem(new URL(back.headers.get('location') ?? '')));
    expect(claimsOf(tokens.id_token)).toMatchObject({ email: 'new@example.com', email_verified: false });
    expect(await told(await browser.password({ username: 'new@example.com', password: 'Passw0rd!' }))).toBe('200');
    expect(await told(await browser.password({ username: 'new@example.com', password: 'other' }))).toMatch(/^403/);
    const again = await browser.settle(await browser.authorize({ screen_hint: 'signup', prompt: 'login' }));
    expect(await seen(await browser.press(again, { email: 'new@example.com', password: 'x' }))).toBe('400 account-chooser');
  });

  it('are verified in new tokens alone', async () => {
    const browser = await browse(lab);
    const { id_token, refresh_token } = await browser.tokens(OFFLINE, 'unverified');
    await browser.world.people.change('unverified', { emailVerified: true });
    expect(claimsOf(id_token).email_verified).toBe(false);
    expect(claimsOf((await read(await browser.refresh(refresh_token))).id_token).email_verified).toBe(true);
  });

  it('are another user by each connection, with the same address', async () => {
    const browser = await browse(lab);
    const byPassword = await browser.tokens();
    const social = await browser.tokens({ connection: 'google-oauth2' });
    const [one, other] = [claimsOf(byPassword.id_token), claimsOf(social.id_token)];
    expect([one.email, other.email]).toEqual(['ana@example.com', 'ana@example.com']);
    expect([one.sub, other.sub]).toEqual([
      expect.stringMatching(/^auth0\|[0-9a-f]{24}$/),
      expect.stringMatching(/^google-oauth2\|\d{21}$/),
    ]);
    expect(await (await browser.userinfo(social.access_token)).json()).toMatchObject({ sub: other.sub });
  });

  it('stay signed in at the identity provider after a logout without federated', async () => {
    const browser = await browse(lab);
    await browser.signIn({ connection: 'google-oauth2' });
    await logout(browser);
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('login_required: Login required');
    expect(await seen(await browser.settle(await browser.authorize({ connection: 'google-oauth2' })))).toBe('code');
  });
});

describe('refresh tokens of Auth0', () => {
  it('and access tokens outlive a logout', async () => {
    const browser = await browse(lab);
    const { refresh_token, access_token } = await browser.tokens(OFFLINE);
    await logout(browser);
    expect(await told(await browser.refresh(refresh_token))).toBe('200');
    expect((await browser.userinfo(access_token)).status).toBe(200);
  });

  it('die as a family when the answer to a rotation is lost and the old one is sent again', async () => {
    const browser = await browse(lab);
    await browser.rotating();
    const { refresh_token } = await browser.tokens(OFFLINE);
    await browser.world.faults.inject({ on: 'token', at: 'reply', times: 1, do: { drop: true } });
    await expect(browser.refresh(refresh_token)).rejects.toThrow();
    expect(await told(await browser.refresh(refresh_token))).toBe(INVALID);
    const states = (await browser.world.tokens.list({ kind: 'refresh-token' })).map(({ died }) => died?.why);
    expect(states).not.toContain(undefined);
    const because = (await browser.world.wire.read({ limit: 1000 })).exchanges.flatMap((each) =>
      each.because.map(({ why }) => why),
    );
    expect(because.some((why) => /reused refresh token detected/.test(why))).toBe(true);
  });

  it('are forgiven within the reuse interval when the answer was lost', async () => {
    const browser = await browse(lab);
    await browser.rotating({ leewaySeconds: 5 });
    const { refresh_token } = await browser.tokens(OFFLINE);
    await browser.world.faults.inject({ on: 'token', at: 'reply', times: 1, do: { drop: true } });
    await expect(browser.refresh(refresh_token)).rejects.toThrow();
    expect(await told(await browser.refresh(refresh_token))).toBe('200');
    await browser.world.clock.age('6s');
    expect(await told(await browser.refresh(refresh_token))).toBe(INVALID);
  });

  it('are used by one of several at once, and the others end the family', async () => {
    const browser = await browse(lab);
    await browser.rotating();
    const { refresh_token } = await browser.tokens(OFFLINE);
    const replies = await Promise.all([1, 2, 3, 4].map(() => browser.refresh(refresh_token)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 403, 403, 403]);
    const [winner] = replies.filter(({ status }) => status === 200);
    const { refresh_token: next } = winner ? await read(winner) : {};
    expect(await told(await browser.refresh(next))).toBe(INVALID);
  });

  it('are used by all of several at once within the reuse interval', async () => {
    const browser = await browse(lab);
    await browser.rotating({ leewaySeconds: 5 });
    const { refresh_token } = await browser.tokens(OFFLINE);
    const replies = await Promise.all([1, 2, 3].map(() => browser.refresh(refresh_token)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const made = await Promise.all(replies.map(async (reply) => (await read(reply)).refresh_token));
    expect(new Set(made).size).toBe(3);
  });

  it('of another device live on when a family dies', async () => {
    const browser = await browse(lab);
    await browser.rotating();
    const [phone, laptop] = [await browser.tokens(OFFLINE), await browser.tokens(OFFLINE)];
    await browser.refresh(phone.refresh_token);
    await browser.refresh(phone.refresh_token);
    expect(await told(await browser.refresh(laptop.refresh_token))).toBe('200');
  });

  it('rotate and expire for a browser app, and do neither for others', async () => {
    const browser = await browse(lab);
    const lives = async (after: '1d' | '31d') => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.world.clock.age(after);
      return told(await browser.refresh(refresh_token));
    };
    expect(await lives('31d')).toBe('200');
    await browser.register({ kind: 'spa' });
    expect([await lives('1d'), await lives('31d')]).toEqual(['200', INVALID]);
  });

  it('end with a revocation, whose answer is empty JSON, and access tokens do not', async () => {
    const browser = await browse(lab);
    const { refresh_token = '', access_token } = await browser.tokens(OFFLINE);
    const client = { client_id: CLIENT_ID, client_secret: SECRET };
    const reply = await browser.post('/oauth/revoke', { ...client, token: refresh_token });
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([200, 'application/json', '']);
    expect(await told(await browser.refresh(refresh_token))).toBe(INVALID);
    expect((await browser.userinfo(access_token)).status).toBe(200);
    expect((await browser.post('/oauth/revoke', { ...client, token: 'unknown' })).status).toBe(200);
    expect(await told(await browser.post('/oauth/revoke', { ...client, client_secret: 'x', token: 'y' }))).toBe(
      '401 access_denied: Unauthorized',
    );
  });

  it('give an access token with fewer scopes, and go on for the same API', async () => {
    const browser = await browse(lab);
    const { refresh_token } = await browser.tokens({ scope: 'openid read:a write:a offline_access', audience: API });
    const fewer = await read(await browser.refresh(refresh_token, { scope: 'read:a', audience: 'https://other.example/' }));
    expect(fewer.scope).toBe('read:a');
    expect(claimsOf(fewer.access_token)).toMatchObject({ aud: API, scope: 'read:a' });
  });
});

describe('tokens of Auth0', () => {
  it('verify with the published keys, before and after a rotation of the keys', async () => {
    const browser = await browse(lab);
    const keys = createRemoteJWKSet(new URL(`${browser.base}/.well-known/jwks.json`), { cooldownDuration: 0 });
    const issuer = `${browser.base}/`;
    const check = async () => {
      const tokens = await browser.tokens({ audience: API, nonce: 'n-1', scope: 'openid' });
      const { payload } = await jwtVerify(tokens.id_token ?? '', keys, { issuer, audience: CLIENT_ID });
      expect(payload.nonce).toBe('n-1');
      await jwtVerify(tokens.access_token ?? '', keys, { issuer, audience: API });
      return headerOf(tokens.id_token).kid;
    };
    const before = await check();
    await browser.world.auth0.rotateKeys();
    expect(await check()).not.toBe(before);
  });

  it('have one audience as a text for an API with HS256, signed with its secret', async () => {
    const browser = await browse(lab);
    const signingSecret = 'secret-of-the-api-that-is-long-enough-00';
    await browser.register({ apis: [{ identifier: API, signingAlg: 'HS256', signingSecret }] });
    const { access_token = '' } = await browser.tokens({ audience: API, scope: 'openid' });
    expect(claimsOf(access_token).aud).toBe(API);
    await jwtVerify(access_token, new TextEncoder().encode(signingSecret), { audience: API });
    expect((await browser.userinfo(access_token)).status).toBe(401);
  });

  it('carry the permissions of the API and claims of an Action, and leave out what is reserved', async () => {
    const browser = await browse(lab);
    await browser.register({
      apis: [{ identifier: API, permissions: ['read:orders'] }],
      action: { accessTokenClaims: { 'https://shop.example/plan': 'gold', scope: 'admin', 'https://a.webtask.io/x': 1 } },
    });
    const claims = claimsOf((await browser.tokens({ audience: API, scope: 'openid' })).access_token);
    expect(claims).toMatchObject({ permissions: ['read:orders'], 'https://shop.example/plan': 'gold', scope: 'openid' });
    expect(claims).not.toHaveProperty(['https://a.webtask.io/x']);
  });

  it('have the scopes that the API has, and no others', async () => {
    const browser = await browse(lab);
    await browser.register({ apis: [{ identifier: API, scopes: ['read:a'] }] });
    const { access_token, scope } = await browser.tokens({ audience: API, scope: 'openid read:a write:a' });
    expect([claimsOf(access_token).scope, scope]).toEqual(['openid read:a', 'openid read:a']);
    expect((await read(await browser.machine({ scope: 'read:a write:a' }))).scope).toBe('read:a');
  });

  it('of machines have the client as subject and a hyphen in gty', async () => {
    const browser = await browse(lab);
    const reply = await read(await browser.machine());
    expect(claimsOf(reply.access_token)).toMatchObject({
      sub: `${CLIENT_ID}@clients`,
      aud: API,
      azp: CLIENT_ID,
      gty: 'client-credentials',
    });
    expect((await browser.userinfo(reply.access_token)).status).toBe(401);
    expect((await read(await browser.machine({ audience: '' }))).access_token).toMatch(/^[\w-]{32}$/);
  });

  it('of passwords are ordered and marked as such', async () => {
    const browser = await browse(lab);
    const { access_token } = await read(await browser.password({ audience: API, scope: 'read:orders' }));
    expect(Object.keys(claimsOf(access_token))).toEqual(['iss', 'sub', 'aud', 'iat', 'exp', 'azp', 'scope', 'gty']);
    expect(claimsOf(access_token).gty).toBe('password');
  });

  it('are asked for with parameters of the SDKs that change nothing', async () => {
    const browser = await browse(lab);
    const auth0Client = Buffer.from('{"name":"auth0-spa-js","version":"2.1.3"}').toString('base64');
    expect(await seen(await browser.reply({ auth0Client, ui_locales: 'de', 'ext-theme': 'dark' }))).toBe('code');
    expect(
      await told(await browser.token({ grant_type: 'refresh_token', refresh_token: 'x' }, { 'auth0-client': auth0Client })),
    ).toBe(INVALID);
  });

  it('end at userinfo with the fifth call too many in a minute, for each user', async () => {
    const browser = await browse(lab);
    const { access_token } = await browser.tokens();
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await browser.userinfo(access_token)).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    await browser.world.clock.age('61s');
    expect((await browser.userinfo(access_token)).status).toBe(200);
  });
});

describe('logouts of Auth0', () => {
  it('call the clients of the session with a logout token, and only those', async () => {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      bodies.push(text);
      response.writeHead(200).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const backchannelLogoutUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout`;
    const browser = await browse(lab);
    await browser.register({ backchannelLogoutUrl });
    await browser.world.auth0.register({ clientId: 'other', backchannelLogoutUrl });
    const { id_token } = await browser.tokens();
    await logout(browser);
    await browser.world.wire.idle();
    server.close();
    expect(bodies).toHaveLength(1);
    const jwt = new URLSearchParams(bodies[0]).get('logout_token') ?? '';
    const keys = createRemoteJWKSet(new URL(`${browser.base}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(jwt, keys, { issuer: `${browser.base}/`, audience: CLIENT_ID });
    expect(protectedHeader.typ).toBe('JWT');
    expect(Object.keys(payload)).toEqual(['iss', 'sub', 'aud', 'iat', 'exp', 'jti', 'events', 'trace_id', 'sid']);
    expect([payload.sid, payload.sub, Number(payload.exp) - Number(payload.iat)]).toEqual([
      claimsOf(id_token).sid,
      claimsOf(id_token).sub,
      120,
    ]);
    expect(payload).toHaveProperty(['events', 'http://schemas.openid.net/event/backchannel-logout'], {});
  });

  it('leave the sessions of other browsers alone', async () => {
    const browser = await browse(lab);
    await browser.signIn();
    await lab.fetch(`${browser.base}/v2/logout?client_id=${CLIENT_ID}`);
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('code');
  });

  it('compare host without case and path with it, and allow one star in the host', async () => {
    const browser = await browse(lab);
    await browser.register({ logoutUrls: ['https://*.shop.example/Bye'] });
    const to = async (url: string) =>
      (await browser.send(`/v2/logout?client_id=${CLIENT_ID}&returnTo=${encodeURIComponent(url)}`)).status;
    expect([
      await to('https://WWW.Shop.example/Bye?x#y'),
      await to('https://www.shop.example/bye'),
      await to('https://shop.example/Bye'),
    ]).toEqual([302, 400, 400]);
  });
});
