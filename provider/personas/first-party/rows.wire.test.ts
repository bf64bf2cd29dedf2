import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { basic, browse, NEW, PASSWORD, type TestBrowser } from './test-browser.ts';
import { bodyOf, jsonOf, told } from './test-observe.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['first-party'] });
});
afterAll(() => lab.close());

const HTML = { accept: 'text/html,application/xhtml+xml' };
const noticeIn = async (reply: Response): Promise<string> => /data-testid="notice">([^<]*)</.exec(await reply.text())?.[1] ?? '';

describe('registration', () => {
  it('is followed by a mail, a link, a login, and a session that ends after 31 minutes', async () => {
    const browser = await browse(lab);
    expect(await told(await browser.signUp({ name: 'Nia New' }))).toBe('201');
    const path = await browser.mailedPath();
    expect(path).toMatch(/^\/users\/email_validation\/[\w-]{32}$/);
    expect(await jsonOf(await browser.json('GET', path))).toMatchObject({ email: NEW, name: 'Nia New', validated_email: true });
    await browser.login({ email: NEW });
    expect(await told(await browser.json('GET', '/friends/invitations'))).toBe('200');
    await browser.world.clock.age('31m');
    expect(await told(await browser.me())).toBe('401 session_expired');
    expect(await browser.why()).toBe('the session expired 1 min ago (lifetime 30 min)');
  });

  it('keeps passwords out of the store and the log, right or wrong', async () => {
    const browser = await browse(lab);
    await browser.signUp();
    await browser.login({ email: NEW });
    await browser.login({ email: NEW, password: 'mistyped horse' });
    await browser.json('POST', '/tokens', undefined, basic(NEW, 'basically wrong'));
    await browser.json('PATCH', '/users/me', { password: 'another secret', current_password: 'guessed wrong' });
    const { exchanges } = await browser.world.wire.read();
    const secrets = [PASSWORD, 'mistyped horse', 'basically wrong', 'another secret', 'guessed wrong'];
    const encoded = secrets.flatMap((text) => [text, Buffer.from(`${NEW}:${text}`).toString('base64')]);
    for (const text of encoded) expect(JSON.stringify(exchanges)).not.toContain(text);
    expect(JSON.stringify(exchanges)).toContain('password#1');
    const { rows } = await browser.world.snapshot();
    for (const text of secrets) expect(JSON.stringify(rows)).not.toContain(text);
  });

  it('answers the same for every address where the design tells nothing', async () => {
    const browser = await browse(lab);
    await browser.world.designs.use('tells-nothing');
    const fresh = await bodyOf(await browser.signUp());
    expect(await bodyOf(await browser.signUp())).toBe(fresh);
    const { messages } = await browser.world.mailbox.list();
    expect(messages.map(({ subject }) => subject)).toEqual([
      'Validate your address for A test app',
      'You have an account at A test app already',
    ]);
  });

  it('takes forms of a browser too', async () => {
    const browser = await browse(lab);
    const reply = await browser.post('/users', { email: NEW, password: PASSWORD });
    expect(reply.status).toBe(201);
    await browser.post('/login', { email: NEW, password: PASSWORD, remember_me: 'on' });
    await browser.world.clock.age('20d');
    expect(await told(await browser.me())).toBe('200');
  });

  it('signs in by an address in any case, and a password with a colon, a plus and letters of all sorts', async () => {
    const browser = await browse(lab);
    const password = 'pä:ss+wörd 漢字';
    await browser.signUp({ email: 'Mixed.Case@Shop.Example', password });
    const reply = await browser.json('POST', '/tokens', undefined, basic('mixed.CASE@shop.example', password));
    expect(reply.status).toBe(201);
  });
});

describe('the link of a validation mail', () => {
  const linked = async (): Promise<[TestBrowser, string]> => {
    const browser = await browse(lab);
    await browser.register({ validatedUrl: 'http://127.0.0.1:3000/welcome' });
    await browser.signUp();
    return [browser, await browser.mailedPath()];
  };

  it('leads a browser to the page of the app, and shows it a page where it does not work', async () => {
    const [browser, path] = await linked();
    const first = await browser.json('GET', path, undefined, HTML);
    expect([first.status, first.headers.get('location')]).toEqual([303, 'http://127.0.0.1:3000/welcome']);
    const second = await browser.json('GET', path, undefined, HTML);
    expect([second.status, await noticeIn(second)]).toEqual([410, 'This link was used already. Sign in.']);
  });

  it('is not used up by HEAD, nor by GET where a button posts, and works after that', async () => {
    const [browser, path] = await linked();
    await browser.json('HEAD', path);
    await browser.world.settings.change({ 'first-party/validation/needs-post': 'post-validates' });
    const page = await (await browser.json('GET', path, undefined, HTML)).text();
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(action.endsWith(path)).toBe(true);
    expect((await browser.json('POST', action, undefined, HTML)).status).toBe(303);
    expect(await told(await browser.json('POST', path))).toBe('410 link_used');
  });

  it('is used by one of several at once', async () => {
    const [browser, path] = await linked();
    const replies = await Promise.all(Array.from({ length: 5 }, () => browser.json('GET', path)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 410, 410, 410, 410]);
  });

  it('is unknown if it was made up, and when its address is another one by now', async () => {
    const [browser, path] = await linked();
    expect(await told(await browser.json('GET', '/users/email_validation/made-up'))).toBe('404 link_unknown');
    const token = await browser.token(NEW);
    await browser.json('PATCH', '/users/me', { email: 'moved@shop.example' }, token);
    expect(await told(await browser.json('GET', path))).toBe('404 link_unknown');
    expect(await told(await browser.json('GET', await browser.mailedPath()))).toBe('200');
  });

  it('is sent again, to those who need it, and everybody is told the same', async () => {
    const [browser] = await linked();
    const ask = async (email: string) => bodyOf(await browser.json('POST', '/users/email_validation', { email }));
    expect(await ask('nobody@shop.example')).toBe(await ask(NEW));
    expect(await ask('ana@example.com')).toBe(await ask(NEW));
    await browser.json('POST', '/users/email_validation', undefined, await browser.token(NEW));
    const { messages } = await browser.world.mailbox.list();
    expect(messages.map(({ to }) => to)).toEqual([NEW, NEW, NEW, NEW]);
    expect(await told(await browser.json('POST', '/users/email_validation'))).toBe('401 authentication_required');
  });
});

describe('an address that is not validated', () => {
  it('keeps everybody out where the policy blocks, after the right password and with every credential', async () => {
    const browser = await browse(lab);
    await browser.signUp();
    const token = await browser.token(NEW);
    await browser.world.settings.change({ 'first-party/validation/policy': 'block' });
    expect(await told(await browser.me(token))).toBe('403 email_not_validated');
    expect(await told(await browser.tokenReply(NEW))).toBe('403 email_not_validated');
    expect(await bodyOf(await browser.login({ email: NEW }))).toMatch(/^403 \{"authenticated":false,"message":"The address new@/);
    expect(await bodyOf(await browser.login({ email: NEW, password: 'wrong' }))).toMatch(/^200 .*incorrect/);
    await browser.json('GET', await browser.mailedPath());
    expect(await told(await browser.me(token))).toBe('200');
  });

  it('keeps nobody out where the policy allows', async () => {
    const browser = await browse(lab);
    await browser.world.settings.change({ 'first-party/validation/policy': 'allow' });
    await browser.signUp();
    expect(await told(await browser.json('GET', '/friends/invitations', undefined, await browser.token(NEW)))).toBe('200');
  });
});

describe('failed attempts', () => {
  it('are counted for each account by itself, for unknown ones too, however many come at once', async () => {
    const browser = await browse(lab);
    await browser.world.settings.change({ 'first-party/login/slower-each-time': false });
    const many = Array.from({ length: 25 }, () => browser.login({ email: 'nobody@example.com', password: 'wrong' }));
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    expect(await told(await browser.login())).toBe('200');
    expect(await told(await browser.json('POST', '/tokens', undefined, basic('Nobody@example.com', 'x')))).toBe(
      '429 too_many_attempts',
    );
  });

  it('flag the account in the log, and are forgotten with a right one', async () => {
    const browser = await browse(lab);
    await browser.world.settings.change({ 'first-party/login/slower-each-time': false });
    for (let i = 0; i < 9; i += 1) await browser.login({ password: 'wrong' });
    await browser.login();
    for (let i = 0; i < 10; i += 1) await browser.login({ password: 'wrong' });
    await browser.login();
    expect(await browser.why()).toMatch(
      /^10 failed attempts in 15 minutes: the account ana@example\.com is flagged for another (?:900|8\d\d) s$/,
    );
  });
});

describe('a credential', () => {
  it('of two logins lives on when one of them is ended', async () => {
    const browser = await browse(lab);
    await browser.login();
    const token = await browser.token();
    await browser.json('POST', '/logout');
    expect(await told(await browser.me(token))).toBe('200');
  });

  it('that only the client dropped still works, and the log shows it under the same name', async () => {
    const browser = await browse(lab);
    await browser.world.settings.change({ 'first-party/logout/server-side': false });
    const token = await browser.token();
    await browser.json('DELETE', '/tokens/current', undefined, token);
    expect(await told(await browser.me(token))).toBe('200');
    const { exchanges } = await browser.world.wire.read();
    expect(exchanges.slice(-2).map(({ request }) => Object.fromEntries(request.headers).authorization)).toEqual([
      'Token api-token#1',
      'Token api-token#1',
    ]);
  });

  it('is listed, expired and revoked by the control API, and says so when it is used', async () => {
    const browser = await browse(lab);
    const [one, other] = [await browser.token(), await browser.token()];
    const [first, second] = await browser.world.tokens.list({ kind: 'api-token', person: 'ana' });
    await browser.world.tokens.expire({ id: first?.id ?? '' });
    await browser.world.tokens.revoke({ id: second?.id ?? '' });
    expect([await told(await browser.me(one)), await browser.why()]).toEqual([
      '401 token_expired',
      'the token was expired by request just now',
    ]);
    expect([await told(await browser.me(other)), await browser.why()]).toEqual([
      '401 token_ended',
      'the token was revoked just now',
    ]);
  });

  it('of a browser is a session of the control API, ends there, and is told when time passes', async () => {
    const browser = await browse(lab);
    await browser.login();
    const sessions = await browser.world.sessions.list({ person: 'ana' });
    expect(sessions).toMatchObject([{ persona: 'first-party', person: 'ana' }]);
    await browser.world.sessions.end({ id: sessions[0]?.id ?? '' });
    expect([await told(await browser.me()), await browser.why()]).toEqual([
      '401 session_ended',
      'the session was revoked just now when the person signed out',
    ]);
    await browser.login();
    const { died } = await browser.world.clock.advance({ by: '31m', unfollowed: 'age' });
    expect(died.map(({ kind, says }) => [kind, says])).toEqual([
      ['session', 'the session of ana at first-party expired 1 min ago (lifetime 30 min)'],
    ]);
    expect(await browser.world.sessions.list()).toEqual([]);
  });

  it('dies with the account: deleted by the user, or blocked', async () => {
    const browser = await browse(lab);
    await browser.signUp();
    const token = await browser.token(NEW);
    expect(await told(await browser.json('DELETE', '/users/me', undefined, token))).toBe('204');
    expect([await told(await browser.me(token)), await browser.why()]).toEqual([
      '401 token_ended',
      'the token is of an account that was deleted',
    ]);
    const ben = await browser.token('ben@example.com');
    await browser.world.people.change('ben', { status: 'disabled' });
    expect([await told(await browser.me(ben)), await browser.why()]).toEqual([
      '401 token_ended',
      'the token was revoked just now when the account was blocked',
    ]);
    expect(await told(await browser.tokenReply('ben@example.com'))).toBe('403 account_disabled');
  });

  it('is refused to a request that names another client, and taken from one that names none', async () => {
    const browser = await browse(lab);
    const token = await browser.token();
    await browser.register({ credentials: ['token'] });
    expect(await told(await browser.me(token))).toBe('200');
    expect(await told(await browser.me({ ...token, 'x-client-id': 'first-party-app' }))).toBe('200');
    expect(await told(await browser.me({ ...token, 'x-client-id': 'shop' }))).toBe('401 token_ended');
    expect(await told(await browser.me({ ...token, 'x-client-id': 'nobody' }))).toBe('400 unknown_client');
  });

  it('is asked for by a challenge for each scheme that the client may use, and no other', async () => {
    const browser = await browse(lab);
    await browser.register({ credentials: ['session'] });
    const reply = await browser.me({ authorization: 'Token 0123456789012345678901234567890123456789' });
    expect([...(reply.headers.get('www-authenticate') ?? '').matchAll(/(\w+) realm=/g)].map(([, name]) => name)).toEqual([
      'Cookie',
    ]);
    expect(await told(await browser.tokenReply())).toBe('403 scheme_not_allowed');
  });
});

describe('the cookie of a session', () => {
  it('is HttpOnly, Lax and of the whole API, and Secure at its own address', async () => {
    const browser = await browse(lab);
    const cookie = (await browser.login()).headers.get('set-cookie');
    expect(cookie).toMatch(/^sid=[\w-]{32}; Path=\/@\w+\/first-party; HttpOnly; SameSite=Lax$/);
    const there = await lab.fetch('https://api.first-party.example/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ana@example.com', password: PASSWORD }),
    });
    expect(there.headers.get('set-cookie')).toMatch(/^sid=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('is removed at the logout', async () => {
    const browser = await browse(lab);
    await browser.login();
    expect((await browser.json('POST', '/logout')).headers.get('set-cookie')).toMatch(/^sid=; .*; Max-Age=0$/);
  });
});

describe('presence', () => {
  const change = async (browser: TestBrowser, body: object, headers = {}) => browser.json('PUT', '/presence', body, headers);
  const ANA = { email: 'ana@example.com', password: PASSWORD };

  it('signs in with the password, changes without, and signs out', async () => {
    const browser = await browse(lab);
    const { token, ...rest } = await jsonOf(await change(browser, { status: 2, ...ANA }));
    expect(rest).toEqual({ status: 2, expires_at: expect.stringMatching(/Z$/) });
    const headers = { authorization: `Token ${token}` };
    expect(await bodyOf(await change(browser, { status: 1 }, headers))).toBe('200 {"status":1}');
    expect(await bodyOf(await browser.json('GET', '/presence', undefined, headers))).toBe('200 {"status":1}');
    expect(await bodyOf(await change(browser, { status: 0 }, headers))).toBe('200 {"status":0}');
    expect(await told(await change(browser, { status: 1 }, headers))).toBe('401 token_ended');
    expect(await told(await change(browser, { status: 1 }))).toBe('401 authentication_required');
  });

  it('is offline again when the token that set it expired', async () => {
    const browser = await browse(lab);
    await change(browser, { status: 1, ...ANA });
    await browser.world.clock.age('31m');
    const token = await browser.token();
    expect(await bodyOf(await browser.json('GET', '/presence', undefined, token))).toBe('200 {"status":0}');
    expect(await told(await change(browser, { status: 1 }, token))).toBe('401 fresh_credentials_required');
  });

  it('signs in with a cookie where the client may use nothing else', async () => {
    const browser = await browse(lab);
    await browser.register({ credentials: ['session'] });
    expect(await bodyOf(await browser.json('PATCH', '/presence', { status: 1 }, basic(ANA.email, ANA.password)))).toBe(
      '200 {"status":1}',
    );
    expect(await told(await browser.me())).toBe('200');
  });

  it('is offline again when the session that set it ended, by a logout or by time, and the browser has one session', async () => {
    const browser = await browse(lab);
    await browser.register({ credentials: ['session'] });
    const signIn = () => change(browser, { status: 2, ...ANA });
    const seen = async () => bodyOf(await browser.json('GET', '/presence'));
    expect([await bodyOf(await signIn()), await seen()]).toEqual(['200 {"status":2}', '200 {"status":2}']);
    await browser.json('POST', '/logout');
    await browser.login();
    expect(await seen()).toBe('200 {"status":0}');
    await signIn();
    expect(await browser.world.sessions.list({ person: 'ana' })).toHaveLength(1);
    await browser.world.clock.age('31m');
    await browser.login();
    expect(await seen()).toBe('200 {"status":0}');
    expect(await told(await change(browser, { status: 1 }))).toBe('401 fresh_credentials_required');
  });

  it.each([[3], [-1], ['1.5'], ['x'], [null], [true], [[1]]])('is never %j', async (status) => {
    const reply = await change(await browse(lab), { status, ...ANA });
    expect([reply.status, (await jsonOf(reply)).errors]).toEqual([422, [{ field: 'status', rule: 'one_of' }]]);
  });
});

describe('a user', () => {
  it('is read by its address, and looks unknown to others', async () => {
    const browser = await browse(lab);
    const token = await browser.token();
    const { id } = await jsonOf(await browser.me(token));
    expect(await told(await browser.json('GET', `/users/${id}`, undefined, token))).toBe('200');
    expect(await told(await browser.json('GET', '/users/104857600000000000002', undefined, token))).toBe('404 not_found');
  });

  it('keeps the password without the current one', async () => {
    const browser = await browse(lab);
    await browser.world.people.changePassword('ana', PASSWORD);
    const token = await browser.token();
    const change = async (body: object) => (await jsonOf(await browser.json('PATCH', '/users/me', body, token))).errors;
    expect(await change({ password: 'another good one' })).toEqual([{ field: 'current_password', rule: 'required' }]);
    expect(await change({ password: 'another good one', current_password: 'no' })).toEqual([
      { field: 'current_password', rule: 'wrong' },
    ]);
    expect(await change({ password: 'short', current_password: PASSWORD })).toEqual([{ field: 'password', rule: 'min_length' }]);
    expect(await told(await browser.tokenReply())).toBe('201');
  });

  it('renews nothing by a refresh token from before the password changed', async () => {
    const browser = await browse(lab);
    await browser.world.people.changePassword('ana', PASSWORD);
    const [client] = await browser.world['first-party'].clients();
    const app = { client_id: client?.clientId ?? '', client_secret: client?.clientSecret ?? '' };
    const password = { grant_type: 'password', username: 'ana@example.com', password: PASSWORD, ...app };
    const [kept, lost] = [await browser.post('/oauth/token', password), await browser.post('/oauth/token', password)];
    const renewed = async (reply: Response) => {
      const { refresh_token } = (await reply.json()) as { readonly refresh_token: string };
      return (await browser.post('/oauth/token', { grant_type: 'refresh_token', refresh_token, ...app })).status;
    };
    expect(await renewed(kept)).toBe(200);
    await browser.world.people.changePassword('ana', 'another good one');
    expect(await renewed(lost)).toBe(400);
  });

  it('is locked out by a password that nobody knows, and let in again by the next one', async () => {
    const browser = await browse(lab);
    await browser.world.people.changePassword('ana', PASSWORD);
    expect(await told(await browser.tokenReply())).toBe('201');
    await browser.world.people.changePassword('ana');
    expect(await told(await browser.tokenReply())).toBe('401 invalid_credentials');
    await browser.world.people.changePassword('ana', PASSWORD);
    expect(await told(await browser.tokenReply())).toBe('201');
  });

  it('that never got a password signs in with any, also after it was changed to nobody knows what', async () => {
    const browser = await browse(lab);
    await browser.world.people.changePassword('ana');
    expect(await told(await browser.tokenReply())).toBe('201');
  });

  it('has a random number of its own', async () => {
    const browser = await browse(lab);
    const { value } = await jsonOf(await browser.json('GET', '/random', undefined, await browser.token()));
    expect(value).toEqual(expect.any(Number));
    expect(Number.isInteger(value)).toBe(true);
  });
});
