import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { API, browse, CLIENT_ID, DATABASE, OFFLINE, TestBrowser } from './test-browser.ts';
import { bodyOf, claimsOf, keys, seen, told } from './test-observe.ts';

type Json = Readonly<Record<string, unknown>>;

const INVALID = '403 invalid_grant: Unknown or invalid refresh token.';
const BLOCKED = '403 invalid_grant: user is blocked';
const STRONG = 'N3w-Secret!';
const ANA = { email: 'ana@example.com' };

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['auth0'] });
});
afterAll(() => lab.close());

const read = async (reply: Response): Promise<Json> => (await reply.json()) as Json;

const pathOf = async (browser: TestBrowser, key: string, more = ''): Promise<string> =>
  `/users/${encodeURIComponent(await browser.userId(key))}${more}`;

const change = async (browser: TestBrowser, key: string, body: object): Promise<Response> =>
  browser.manage('PATCH', await pathOf(browser, key), body);

describe('users of the database connection of Auth0', () => {
  it('sign up by the API without a login, and log in by a second call', async () => {
    const browser = await browse(lab);
    const { _id, email_verified } = await read(await browser.signUp({ email: 'New@Example.com' }));
    expect(email_verified).toBe(false);
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('login_required: Login required');
    const reply = await browser.password({ username: 'new@example.com', password: 'Passw0rd!' });
    expect(claimsOf(String((await read(reply)).id_token))).toMatchObject({ sub: `auth0|${_id}`, email_verified: false });
  });

  it('have what they signed up with', async () => {
    const browser = await browse(lab);
    const more = { username: 'newbie', given_name: 'New', user_metadata: { plan: 'free' } };
    const body = { client_id: CLIENT_ID, connection: DATABASE, email: 'new@example.com', password: 'Passw0rd!', ...more };
    expect(await read(await browser.sendJson('POST', '/dbconnections/signup', body))).toMatchObject({
      user_metadata: { plan: 'free' },
    });
    expect(await read(await browser.manage('GET', await pathOf(browser, 'new')))).toMatchObject({
      ...{ email: 'new@example.com', username: 'newbie', user_metadata: { plan: 'free' } },
    });
  });

  it('are told the policy on the sign-up page, and stay who they were', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize({ screen_hint: 'signup' }));
    const again = await browser.press(page, { email: 'new@example.com', password: 'weak' });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('Password is too weak\n* At least 8 characters in length');
    expect((await browser.world.people.list()).some(({ email }) => email === 'new@example.com')).toBe(false);
  });

  it('cannot sign up where that is off: no link, no page, no API', async () => {
    const browser = await browse(lab);
    await browser.register({ signUpDisabled: true });
    expect(await (await browser.settle(await browser.authorize())).text()).not.toContain('Sign up');
    const page = await browser.settle(await browser.authorize({ screen_hint: 'signup' }));
    expect((await browser.press(page, { email: 'new@example.com', password: 'Passw0rd!' })).status).toBe(400);
    expect(await bodyOf(await browser.signUp())).toBe('400 {"error":"public signup is disabled"}');
  });

  it('verify their address once by the link of the mail, and tokens before that keep the old word', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize({ screen_hint: 'signup', ...OFFLINE }));
    const back = await browser.press(page, { email: 'new@example.com', password: 'Passw0rd!' });
    const tokens = await read(await browser.redeem(new URL(back.headers.get('location') ?? '')));
    const link = await browser.mailedLink();
    expect(link).toMatch(/^http:\/\/localhost:\d+\/@[\w]+\/auth0\/u\/email-verification\?ticket=[\w-]{32}#$/);
    expect((await browser.send(link, { method: 'HEAD' })).status).toBe(200);
    expect((await browser.send(link)).status).toBe(200);
    expect((await browser.send(link)).status).toBe(400);
    expect(claimsOf(String(tokens.id_token)).email_verified).toBe(false);
    const { id_token } = await read(await browser.refresh(String(tokens.refresh_token)));
    expect(claimsOf(String(id_token)).email_verified).toBe(true);
  });

  it('have a link at their tenant and in its name, at the vendor’s address too', async () => {
    const browser = await browse(lab);
    const at = 'https://shop.eu.auth0.com';
    const body = JSON.stringify({ client_id: CLIENT_ID, connection: DATABASE, email: 'new@example.com', password: 'Passw0rd!' });
    const headers = { 'content-type': 'application/json', 'x-loginlab-world': browser.world.id };
    await lab.fetch(`${at}/dbconnections/signup`, { method: 'POST', headers, body });
    const { messages } = await browser.world.mailbox.list();
    expect(messages[0]).toMatchObject({ from: 'no-reply@auth0user.net', to: 'new@example.com', persona: 'auth0', person: 'new' });
    expect(messages[0]?.links[0]).toMatch(new RegExp(`^${at}/u/email-verification\\?ticket=`));
  });

  it('get a new password by a mail: asked for by the API or on the login page, once, and strong', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize());
    const [, forgot = ''] = /<a href="([^"]*reset-password[^"]*)">Forgot password\?/.exec(await page.text()) ?? [];
    const asked = await browser.press(await browser.send(forgot.replaceAll('&amp;', '&')), { email: 'ana@example.com' });
    expect(await asked.text()).toContain('Check Your Email');
    const link = await browser.mailedLink();
    const press = async (typed: string, again: string) =>
      browser.press(await browser.send(link), { password: typed, 're-enter-password': again });
    expect((await press('weak', 'weak')).status).toBe(400);
    expect(await (await press(STRONG, 'other')).text()).toContain('Passwords don&#39;t match');
    expect(await (await press(STRONG, STRONG)).text()).toContain('Password Changed!');
    expect((await browser.send(link)).status).toBe(400);
    expect(await told(await browser.password({ password: STRONG }))).toBe('200');
    expect(await told(await browser.password({ password: 'other' }))).toBe('403 invalid_grant: Wrong email or password.');
  });

  it.each(['by the link of a mail', 'by the Management API', 'by the lab'])(
    'are signed out everywhere by a new password, and keep their refresh tokens: %s',
    async (how) => {
      const browser = await browse(lab);
      const other = new TestBrowser(lab, browser.world);
      const { refresh_token } = await browser.tokens(OFFLINE);
      await other.signIn();
      const ways: Readonly<Record<string, () => Promise<unknown>>> = {
        'by the link of a mail': async () => {
          await browser.post('/dbconnections/change_password', { ...ANA, client_id: CLIENT_ID, connection: DATABASE });
          return browser.press(await browser.send(await browser.mailedLink()), { password: STRONG, 're-enter-password': STRONG });
        },
        'by the Management API': () => change(browser, 'ana', { password: STRONG }),
        'by the lab': () => browser.world.people.changePassword('ana', STRONG),
      };
      await ways[how]?.();
      for (const each of [browser, other])
        expect(await seen(await each.authorize({ prompt: 'none' }))).toBe('login_required: Login required');
      expect(await read(await browser.manage('GET', await pathOf(browser, 'ana', '/sessions')))).toMatchObject({ sessions: [] });
      expect(await told(await browser.refresh(refresh_token))).toBe('200');
    },
  );

  it('stay signed in by another connection when the password changes', async () => {
    const browser = await browse(lab);
    await browser.press(await browser.settle(await browser.authorize({ connection: 'google-oauth2' })), { account: 'ana' });
    await browser.world.people.changePassword('ana', STRONG);
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('code');
  });

  it('are told nothing of who is there: no mail goes to an unknown address', async () => {
    const browser = await browse(lab);
    const form = { client_id: CLIENT_ID, connection: DATABASE, email: 'nobody@example.com' };
    const reply = await browser.post('/dbconnections/change_password', form);
    expect(await bodyOf(reply)).toBe("200 We've just sent you an email to reset your password.");
    expect((await browser.world.mailbox.list()).messages).toEqual([]);
  });

  it('get one mail when their account is blocked, and a new password lets them in', async () => {
    const browser = await browse(lab);
    for (let i = 0; i < 12; i += 1) await browser.password({ password: 'wrong' });
    expect((await browser.password({ password: 'secret' })).status).toBe(429);
    expect((await browser.world.mailbox.list()).messages).toHaveLength(1);
    const link = await browser.mailedLink();
    await browser.press(await browser.send(link), { password: STRONG, 're-enter-password': STRONG });
    expect(await told(await browser.password({ password: STRONG }))).toBe('200');
  });

  it('are slowed down by address when they ask for new passwords', async () => {
    const browser = await browse(lab);
    const ask = (email: string) =>
      browser.post('/dbconnections/change_password', { client_id: CLIENT_ID, connection: DATABASE, email });
    const replies = [];
    for (let i = 0; i < 11; i += 1) replies.push(await ask('ana@example.com'));
    expect(replies.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect(replies[0]?.headers.get('x-ratelimit-limit')).toBe('10');
    expect((await ask('ben@example.com')).status).toBe(200);
  });
});

describe('the Management API of Auth0', () => {
  it('is for clients with a grant, at the canonical host, and the lab offers one', async () => {
    await using hinting = await createLab({ personas: ['auth0'], hints: true, domains: { 'login.shop.example': 'auth0' } });
    const browser = await browse(hinting);
    await browser.register({ apis: [] });
    const audience = 'https://loginlab.us.auth0.com/api/v2/';
    expect(await told(await browser.machine({ audience }))).toMatch(/^403 access_denied: Client "[^"]*" is not authorized/);
    const custom = await told(await browser.machine({ audience: 'https://login.shop.example/api/v2/' }));
    expect(custom).toBe('403 access_denied: Service not enabled within domain: https://login.shop.example/api/v2/');
    const { exchanges } = await browser.world.wire.read();
    const [offer] = exchanges.flatMap(({ suggestion }) => suggestion ?? []);
    expect(offer?.why).toBe(`${CLIENT_ID} has no grant for the Management API "${audience}".`);
    await browser.world.auth0.changeClient(CLIENT_ID, offer?.register.settings ?? {});
    expect((await browser.manage('GET', '/users')).status).toBe(200);
    const authorization = `Bearer ${await browser.managementToken()}`;
    const there = { authorization, 'x-loginlab-world': browser.world.id };
    expect((await hinting.fetch('https://login.shop.example/api/v2/users', { headers: there })).status).toBe(200);
    expect((await hinting.fetch('https://other.eu.auth0.com/api/v2/users', { headers: there })).status).toBe(401);
  });

  it('takes only a bearer token, and tells a malformed header apart', async () => {
    const browser = await browse(lab);
    const reply = await browser.send('/api/v2/users', { headers: { authorization: 'Basic x' } });
    expect(await bodyOf(reply)).toBe(
      '400 {"statusCode":400,"error":"Bad Request","message":"Bad HTTP authentication header format","errorCode":"Bearer"}',
    );
  });

  it('creates users who can log in, once for each address, and mails those who are not verified', async () => {
    const browser = await browse(lab);
    const made = await browser.createUser({ user_metadata: { a: 1 }, app_metadata: { b: [2] } });
    expect(made.status).toBe(201);
    expect(await read(made)).toMatchObject({ email_verified: false, user_metadata: { a: 1 }, app_metadata: { b: [2] } });
    expect((await browser.world.mailbox.list()).messages).toHaveLength(1);
    expect(await told(await browser.password({ username: 'new@example.com', password: 'Passw0rd!' }))).toBe('200');
    expect(await bodyOf(await browser.createUser())).toBe(
      '409 {"statusCode":409,"error":"Conflict","message":"The user already exists.","errorCode":"auth0_idp_error"}',
    );
    await browser.createUser({ email: 'known@example.com', email_verified: true });
    expect((await browser.world.mailbox.list()).messages).toHaveLength(1);
    expect((await read(await browser.createUser({ email: 'x@example.com', password: 'weak' }))).message).toBe(
      'PasswordStrengthError: Password is too weak',
    );
  });

  it('refuses bodies and queries in the words of its validator', async () => {
    const browser = await browse(lab);
    const messageOf = async (reply: Response) => `${reply.status} ${(await read(reply)).message}`;
    const path = await pathOf(browser, 'ana');
    expect(await messageOf(await browser.createUser({ email: 'x' }))).toBe(
      "400 Payload validation error: 'Object didn't pass validation for format email: x' on property email (The user's email).",
    );
    expect(await messageOf(await browser.manage('PATCH', path, { blocked: 'yes' }))).toMatch(
      /^400 Payload validation error: 'Expected type boolean but found type string' on property blocked /,
    );
    expect(await messageOf(await browser.manage('PATCH', path, { nonsense: 1 }))).toBe(
      "400 Payload validation error: 'Additional properties not allowed: nonsense'.",
    );
    expect(await messageOf(await browser.manage('GET', '/users?per_page=101'))).toMatch(
      /^400 Query validation error: 'Value 101 is greater than maximum 100\.' on property per_page /,
    );
    expect(await messageOf(await browser.createUser({ connection: 'nowhere' }))).toBe('404 The connection does not exist.');
  });

  it('lists users in pages, by search and by address', async () => {
    const browser = await browse(lab);
    const emails = async (query: string) =>
      ((await (await browser.manage('GET', `/users?${query}`)).json()) as readonly Json[]).map(({ email }) => email);
    const all = await emails('per_page=100');
    expect(all).toContain('ana@example.com');
    expect(await emails('per_page=1&page=1')).toEqual([all[1]]);
    const q = (text: string) => emails(`q=${encodeURIComponent(text)}&search_engine=v3`);
    expect(await q('email:"ana@example.com"')).toEqual(['ana@example.com']);
    expect(await q('email:an*@example.com')).toContain('ana@example.com');
    expect(await q('email:"ana@example.com" OR email:"ben@example.com"')).toHaveLength(2);
    expect(await q('email:"ana@example.com" AND blocked:true')).toEqual([]);
    expect(await q('email:"ana@example.com" AND NOT blocked:true')).toHaveLength(1);
    expect(await q(`identities.connection:"${DATABASE}"`)).toEqual(all);
    expect((await browser.manage('GET', `/users?q=${encodeURIComponent('a:[1 TO 2]')}`)).status).toBe(400);
    const byEmail = async (email: string) => (await browser.manage('GET', `/users-by-email?email=${email}`)).json();
    expect(await byEmail('ana@example.com')).toHaveLength(1);
    expect(await byEmail('Ana@example.com')).toEqual([]);
    const some = await read(await browser.manage('GET', await pathOf(browser, 'ana', '?fields=email,user_id')));
    expect(keys(some)).toBe('email user_id');
  });

  it('shows a person once for each connection that they came by', async () => {
    const browser = await browse(lab);
    const page = await browser.settle(await browser.authorize({ connection: 'google-oauth2' }));
    await browser.press(page, { account: 'ana' });
    const users = (await (await browser.manage('GET', '/users-by-email?email=ana@example.com')).json()) as readonly Json[];
    expect(users.map(({ user_id }) => String(user_id).split('|')[0])).toEqual(['auth0', 'google-oauth2']);
    expect(users[1]).toMatchObject({ identities: [{ provider: 'google-oauth2', isSocial: true }], logins_count: 1 });
    const social = `/users/${encodeURIComponent(String(users[1]?.user_id))}`;
    expect((await browser.manage('PATCH', social, { password: STRONG })).status).toBe(400);
    expect((await browser.manage('DELETE', social)).status).toBe(204);
    expect(await (await browser.manage('GET', '/users-by-email?email=ana@example.com')).json()).toHaveLength(1);
  });

  it('blocks a user: refreshes and logins fail, access tokens live, and both work again afterwards', async () => {
    const browser = await browse(lab);
    const { refresh_token, access_token } = await browser.tokens(OFFLINE);
    expect(await read(await change(browser, 'ana', { blocked: true }))).toMatchObject({ blocked: true });
    expect(await told(await browser.refresh(refresh_token))).toBe(BLOCKED);
    expect((await browser.userinfo(access_token)).status).toBe(200);
    expect(await seen(await browser.reply())).toBe('unauthorized: user is blocked');
    await change(browser, 'ana', { blocked: false });
    expect(await told(await browser.refresh(refresh_token))).toBe('200');
    expect(await seen(await browser.reply())).toBe('code');
  });

  it('changes address, verification, password and metadata', async () => {
    const browser = await browse(lab);
    expect(await read(await change(browser, 'ana', { email: 'Anna@example.com' }))).toMatchObject({
      ...{ email: 'anna@example.com', email_verified: false },
    });
    expect(await read(await change(browser, 'ana', { email_verified: true }))).toMatchObject({ email_verified: true });
    await change(browser, 'ana', { password: STRONG });
    expect(await told(await browser.password({ username: 'anna@example.com', password: STRONG }))).toBe('200');
    await change(browser, 'ana', { user_metadata: { a: 1, b: 2 } });
    expect((await read(await change(browser, 'ana', { user_metadata: { b: null, c: 3 } }))).user_metadata).toEqual({
      a: 1,
      c: 3,
    });
    expect((await read(await change(browser, 'ana', { user_metadata: {} }))).user_metadata).toEqual({});
    expect((await change(browser, 'ana', { email: 'ben@example.com' })).status).toBe(400);
  });

  it('deletes a user with everything, and says of a refresh that the user is gone', async () => {
    const browser = await browse(lab);
    const { refresh_token } = await browser.tokens(OFFLINE);
    await browser.manage('DELETE', await pathOf(browser, 'ana'));
    expect(await told(await browser.refresh(refresh_token))).toMatch(
      /^403 invalid_grant: The refresh_token was generated for a user/,
    );
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('login_required: Login required');
  });

  it('ends a session alone, or with the refresh tokens that it brought', async () => {
    const browser = await browse(lab);
    const sessions = async () =>
      (await read(await browser.manage('GET', await pathOf(browser, 'ana', '/sessions')))).sessions as readonly Json[];
    const first = await browser.tokens(OFFLINE);
    const [one] = await sessions();
    expect(one).toMatchObject({ clients: [{ client_id: CLIENT_ID }], authentication: { methods: [{ name: 'pwd' }] } });
    expect(String(one?.id)).toBe(claimsOf(first.id_token).sid);
    expect((await browser.manage('GET', `/sessions/${one?.id}`)).status).toBe(200);
    expect((await browser.manage('DELETE', `/sessions/${one?.id}`)).status).toBe(202);
    expect(await seen(await browser.authorize({ prompt: 'none' }))).toBe('login_required: Login required');
    expect(await told(await browser.refresh(first.refresh_token))).toBe('200');
    const second = await browser.tokens(OFFLINE);
    const [other] = await sessions();
    expect((await browser.manage('POST', `/sessions/${other?.id}/revoke`)).status).toBe(202);
    expect(await told(await browser.refresh(second.refresh_token))).toBe(INVALID);
    expect(await told(await browser.refresh(first.refresh_token))).toBe('200');
    expect((await browser.manage('GET', `/sessions/${other?.id}`)).status).toBe(404);
  });

  it('ends refresh tokens by family, with an id that rotation keeps; access tokens live on', async () => {
    const browser = await browse(lab);
    await browser.rotating();
    const tokens = await browser.tokens(OFFLINE);
    const list = async () =>
      (await read(await browser.manage('GET', await pathOf(browser, 'ana', '/refresh-tokens')))).tokens as readonly Json[];
    const [before] = await list();
    const { refresh_token } = await read(await browser.refresh(tokens.refresh_token));
    const [after] = await list();
    expect(after?.id).toBe(before?.id);
    expect(after).toMatchObject({ rotating: true, client_id: CLIENT_ID, session_id: claimsOf(tokens.id_token).sid });
    expect((await browser.manage('DELETE', `/refresh-tokens/${after?.id}`)).status).toBe(204);
    expect(await told(await browser.refresh(String(refresh_token)))).toBe(INVALID);
    expect((await browser.userinfo(tokens.access_token)).status).toBe(200);
    const another = await browser.tokens(OFFLINE);
    await browser.manage('DELETE', await pathOf(browser, 'ana', '/refresh-tokens'));
    expect(await told(await browser.refresh(another.refresh_token))).toBe(INVALID);
  });

  it('shows refresh tokens that never expire with null, and their API', async () => {
    const browser = await browse(lab);
    await browser.tokens({ scope: 'openid offline_access read:orders', audience: API });
    const { tokens } = await read(await browser.manage('GET', await pathOf(browser, 'ana', '/refresh-tokens')));
    expect((tokens as readonly Json[])[0]).toMatchObject({ idle_expires_at: null, expires_at: null, rotating: false });
    expect((tokens as readonly Json[])[0]?.resource_servers).toMatchObject([{ audience: API }]);
  });

  it('pages sessions by checkpoints', async () => {
    const browser = await browse(lab);
    for (let i = 0; i < 3; i += 1) {
      await browser.signIn();
      browser.forget();
    }
    const part = async (query: string) => read(await browser.manage('GET', await pathOf(browser, 'ana', `/sessions?${query}`)));
    const first = await part('take=2');
    const rest = await part(`take=2&from=${first.next}`);
    expect([(first.sessions as object[]).length, (rest.sessions as object[]).length, rest.next]).toEqual([2, 1, undefined]);
  });

  it('takes back a grant with its consent and its refresh tokens', async () => {
    const browser = await browse(lab);
    await browser.register({ thirdParty: true, apis: [{ identifier: API, allowOfflineAccess: true, skipConsent: false }] });
    const { refresh_token } = await browser.tokens({ ...OFFLINE, audience: API });
    await browser.register({ thirdParty: true });
    const grants = (await (
      await browser.manage('GET', `/grants?user_id=${encodeURIComponent(await browser.userId('ana'))}`)
    ).json()) as readonly Json[];
    const grant = grants.find(({ audience }) => audience === API);
    expect(grant).toMatchObject({ clientID: CLIENT_ID, audience: API });
    expect((await browser.manage('DELETE', `/grants/${grant?.id}`)).status).toBe(204);
    expect(await told(await browser.refresh(refresh_token))).toBe(INVALID);
    expect(await seen(await browser.settle(await browser.authorize({ ...OFFLINE, audience: API })))).toBe('200 consent');
  });

  it.each(['by the Management API', 'by the lab'])('spares access tokens when a grant is taken back: %s', async (how) => {
    const browser = await browse(lab);
    const logins = [await browser.tokens({ ...OFFLINE, audience: API }), await browser.tokens(OFFLINE)];
    if (how === 'by the lab') expect(await browser.world.grants.revoke({ person: 'ana' })).toBeGreaterThan(0);
    else await browser.manage('DELETE', `/grants?user_id=${encodeURIComponent(await browser.userId('ana'))}`);
    for (const { access_token, refresh_token } of logins) {
      expect((await browser.userinfo(access_token)).status).toBe(200);
      expect(await told(await browser.refresh(refresh_token))).toBe(INVALID);
    }
    expect(await browser.world.grants.list({ person: 'ana' })).toEqual([]);
  });

  it('mails a verification as a job, and gives tickets with an end and a result', async () => {
    const browser = await browse(lab);
    const user_id = await browser.userId('unverified');
    const job = await read(await browser.manage('POST', '/jobs/verification-email', { user_id }));
    expect(job).toMatchObject({ type: 'verification_email', status: 'pending', id: expect.stringMatching(/^job_\w{16}$/) });
    expect(await read(await browser.manage('GET', `/jobs/${job.id}`))).toMatchObject({ status: 'completed' });
    expect((await browser.world.mailbox.list({ to: 'unverified' })).messages).toHaveLength(1);
    const ticket = async (kind: string, more: object) =>
      String((await read(await browser.manage('POST', `/tickets/${kind}`, { user_id, ...more }))).ticket);
    const short = await ticket('email-verification', { ttl_sec: 60 });
    await browser.world.clock.age('61s');
    expect(await (await browser.send(short)).text()).toContain('Access expired.');
    const link = await ticket('password-change', { mark_email_as_verified: true, result_url: 'http://127.0.0.1:3000/done' });
    expect(link).toMatch(/\/u\/reset-password\?ticket=[\w-]{32}#$/);
    const done = await browser.press(await browser.send(link), { password: STRONG, 're-enter-password': STRONG });
    expect(done.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:3000\/done\?email=unverified%40example\.com&success=true/,
    );
    expect((await browser.world.people.list()).find(({ key }) => key === 'unverified')?.emailVerified).toBe(true);
  });

  it('has devices of users, and none of machines', async () => {
    const browser = await browse(lab);
    const device = { device_name: 'phone', type: 'public_key', value: 'AAAA', device_id: 'd1' };
    const machine = await browser.manage('POST', '/device-credentials', device);
    expect(await bodyOf(machine)).toBe('401 {"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}');
    const scope = 'openid create:current_user_device_credentials';
    const { access_token } = await browser.tokens({ audience: 'https://loginlab.us.auth0.com/api/v2/', scope });
    const authorization = `Bearer ${access_token}`;
    const made = await browser.sendJson('POST', '/api/v2/device-credentials', device, { authorization });
    expect(await bodyOf(made)).toMatch(/^201 \{"id":"dcr_\w{16}"\}$/);
    const devices = (await (await browser.manage('GET', '/device-credentials')).json()) as readonly Json[];
    expect(devices).toMatchObject([{ device_name: 'phone', user_id: await browser.userId('ana') }]);
    expect((await browser.manage('DELETE', `/device-credentials/${devices[0]?.id}`)).status).toBe(204);
  });

  it('lifts the block of an account after wrong passwords', async () => {
    const browser = await browse(lab);
    for (let i = 0; i < 11; i += 1) await browser.password({ password: 'wrong' });
    const path = `/user-blocks/${encodeURIComponent(await browser.userId('ana'))}`;
    expect((await read(await browser.manage('GET', path))).blocked_for).toHaveLength(1);
    expect((await browser.manage('DELETE', path)).status).toBe(204);
    expect(await told(await browser.password())).toBe('200');
  });

  it('tells its limit with every answer, and refuses calls beyond it', async () => {
    const browser = await browse(lab);
    expect((await browser.manage('GET', '/users')).headers.get('x-ratelimit-limit')).toBe('50');
    const authorization = `Bearer ${await browser.managementToken()}`;
    await browser.world.settings.change({ 'auth0/limits/tenant': 1 });
    const reply = await browser.sendJson('GET', '/api/v2/users', undefined, { authorization });
    expect(reply.status).toBe(429);
  });
});
