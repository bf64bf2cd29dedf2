import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { ENGINE_WORDS } from '../../testing/test-hostile.ts';
import { basic, browse, NEW, PASSWORD, type TestBrowser } from './test-browser.ts';
import { jsonOf, told } from './test-observe.ts';
import {
  askToken,
  BASIC,
  digestHeaders,
  makeKey,
  nextPair,
  nonceIn,
  nowSeconds,
  passwordGrant,
  rollingHeaders,
  sendBearer,
  sendDigest,
  sendRolling,
  sendSigned,
  signedHeaders,
  startRolling,
  withPassword,
} from './test-signing.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['first-party'] });
});
afterAll(() => lab.close());

const AT_ONCE = 10;

/** A browser in a new world where ana has a password and the app `shop` is registered. */
const open = async (): Promise<TestBrowser> => {
  const browser = await browse(lab);
  await browser.register();
  await withPassword(browser);
  return browser;
};

const useKey = (browser: TestBrowser, key: string | undefined): Promise<Response> =>
  browser.json('GET', '/random', undefined, { 'x-api-key': key ?? '' });

const atOnce = (send: () => Promise<Response>): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, async () => told(await send())));

const mails = async ({ world }: TestBrowser): Promise<readonly string[]> =>
  (await world.mailbox.list()).messages.map(({ text }) => /^The new key: (\S+)$/m.exec(text)?.[1] ?? '');

describe('keys', () => {
  it('are those of one person: those of others look like unknown ones', async () => {
    const browser = await open();
    await browser.signUp();
    const { key_id: id = '' } = await makeKey(browser, { type: 'api-key' });
    for (const path of [`/keys/${id}`, '/keys/key_unknown', '/keys/__proto__']) {
      expect(await told(await browser.json('GET', path, undefined, basic(NEW, PASSWORD)))).toBe('404 not_found');
      expect(await told(await browser.json('DELETE', path, undefined, basic(NEW, PASSWORD)))).toBe('404 not_found');
    }
    expect(await told(await browser.json('GET', `/keys/${id}`, undefined, BASIC))).toBe('200');
  });

  it('are ended one by one, or all', async () => {
    const browser = await open();
    const keys = [];
    for (let i = 0; i < 3; i += 1) keys.push(await makeKey(browser, { type: 'api-key', name: `key ${i}` }));
    const [first, second, third] = keys;
    expect(await told(await browser.json('DELETE', `/keys/${first?.key_id}`, undefined, BASIC))).toBe('204');
    expect(await told(await useKey(browser, first?.key))).toBe('401 key_ended');
    expect(await told(await useKey(browser, second?.key))).toBe('200');
    expect(await told(await browser.json('DELETE', '/keys', undefined, BASIC))).toBe('204');
    expect(await told(await useKey(browser, third?.key))).toBe('401 key_ended');
  });

  it('of a user who is deleted prove nothing', async () => {
    const browser = await open();
    const [{ key }, pair] = [await makeKey(browser, { type: 'api-key' }), await makeKey(browser, { type: 'hmac' })];
    expect(await told(await browser.json('DELETE', '/users/me', undefined, BASIC))).toBe('204');
    expect((await useKey(browser, key)).status).toBe(401);
    expect((await sendSigned(browser, { key: pair })).status).toBe(401);
  });

  it('of a user who is deleted are told as such, also after they were replaced', async () => {
    const browser = await open();
    const { key } = await makeKey(browser, { type: 'api-key' });
    await browser.world.clock.age('7d');
    expect(await told(await useKey(browser, key))).toBe('200');
    await browser.world.people.change('ana', { status: 'deleted' });
    expect(await told(await useKey(browser, key))).toBe('401 key_ended');
    expect(await browser.why()).not.toContain('replaced');
  });

  it('are refused with the names of wrong fields, and nothing is made', async () => {
    const browser = await open();
    for (const body of [
      {},
      { type: 'rsa' },
      { type: 'hmac', admin: true },
      { type: 'hmac', scope: 'all' },
      { type: 'hmac', name: '' },
    ])
      expect(await told(await browser.json('POST', '/keys', body, BASIC))).toBe('422 invalid_fields');
    expect(await jsonOf(await browser.json('GET', '/keys', undefined, BASIC))).toEqual({ keys: [] });
  });

  it('are replaced once, however many requests come when it is time, and every week again', async () => {
    const browser = await open();
    const { key } = await makeKey(browser, { type: 'api-key', scope: 'read', name: 'page' });
    await browser.world.clock.age('7d');
    expect(new Set(await atOnce(() => useKey(browser, key)))).toEqual(new Set(['200']));
    const [second = ''] = await mails(browser);
    expect(await mails(browser)).toHaveLength(1);
    expect(await told(await browser.json('PATCH', '/users/me', { name: 'x' }, { 'x-api-key': second }))).toBe('403 read_only');
    await browser.world.clock.age('25h');
    expect(await told(await useKey(browser, key))).toBe('401 token_replaced');
    expect(await mails(browser)).toHaveLength(1);
    await browser.world.clock.age('6d');
    expect(await told(await useKey(browser, second))).toBe('200');
    expect(await mails(browser)).toHaveLength(2);
  });
});

describe('signatures', () => {
  it('look the same with a wrong signature, an unknown key and a broken header', async () => {
    const browser = await open();
    await browser.register({ credentials: ['hmac'] });
    const key = await makeKey(browser, { type: 'hmac' });
    const seen = [];
    for (const header of ['HMAC', 'HMAC x', `HMAC ${key.key_id}:AAAA`]) seen.push(await browser.me({ authorization: header }));
    seen.push(await sendSigned(browser, { key: { ...key, key_id: 'key_unknown' } }));
    seen.push(await sendSigned(browser, { key: { ...key, secret: 'another' } }));
    const texts = await Promise.all(
      seen.map(async (reply) => [reply.status, reply.headers.get('www-authenticate'), await reply.text()]),
    );
    for (const text of texts) expect(text).toEqual(texts[0]);
    expect(texts[0]?.[0]).toBe(401);
  });

  it('cover the method, the query and the body', async () => {
    const browser = await open();
    const key = await makeKey(browser, { type: 'hmac' });
    const signed = { key, method: 'PATCH', path: '/users/me', body: '{"name":"Ana A."}' };
    const headers = signedHeaders(browser, signed);
    expect(await told(await browser.json('PATCH', '/users/me', '{"name":"Ana B."}', headers))).toBe('401 invalid_signature');
    expect(await told(await browser.json('PATCH', '/users/me?x=1', signed.body, headers))).toBe('401 invalid_signature');
    expect(await told(await browser.json('GET', '/users/me', undefined, headers))).toBe('401 invalid_signature');
    expect(await told(await browser.json('PATCH', '/users/me', signed.body, headers))).toBe('200');
  });

  it('get too old when the world is aged after them, and those made later do not', async () => {
    const browser = await open();
    const key = await makeKey(browser, { type: 'hmac' });
    const before = signedHeaders(browser, { key, at: nowSeconds() - 1 });
    expect(await told(await browser.json('GET', '/random', undefined, before))).toBe('200');
    await browser.world.clock.age('6m');
    expect(await told(await browser.json('GET', '/random', undefined, before))).toBe('401 request_time_skewed');
    expect(await browser.why()).toMatch(/^its Date is 36\d s ago, and 300 s are allowed$/);
    expect(await told(await sendSigned(browser, { key }))).toBe('200');
  });
});

describe('rolling sessions', () => {
  it('give one of many requests at once with a pair its answer, and end', async () => {
    const browser = await open();
    const pair = await startRolling(browser);
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => sendRolling(browser, pair)));
    const good = replies.filter(({ ok }) => ok);
    expect(good).toHaveLength(1);
    expect(await told(await sendRolling(browser, nextPair(good[0] ?? Response.error(), pair)))).toBe('401 session_revoked');
  });

  it('do not end by a request token whose private token is not known', async () => {
    const browser = await open();
    const pair = await startRolling(browser);
    const next = nextPair(await sendRolling(browser, pair), pair);
    expect(await told(await sendRolling(browser, { ...pair, privateToken: 'guessed' }))).toBe('401 invalid_credentials');
    expect(await told(await sendRolling(browser, { ...next, privateToken: 'guessed' }))).toBe('401 invalid_credentials');
    expect(await told(await sendRolling(browser, next))).toBe('200');
  });

  it('bring the next pair with every answer, also with one that refuses', async () => {
    const browser = await open();
    let pair = await startRolling(browser);
    for (const [body, expected] of [
      [{ role: 'admin' }, '422 invalid_fields'],
      ['{"name":', '400 malformed_json'],
      [{ name: 'Ana' }, '200'],
    ] as const) {
      const reply = await browser.json('PATCH', '/users/me', body, rollingHeaders(pair));
      expect(await told(reply.clone())).toBe(expected);
      expect(reply.headers.has('x-next-private-token')).toBe(true);
      pair = nextPair(reply, pair);
    }
  });

  it.each([
    ['DELETE', '/rolling', undefined],
    ['POST', '/logout', undefined],
    ['DELETE', '/tokens/current', undefined],
    ['DELETE', '/tokens', undefined],
    ['PUT', '/presence', { status: 0 }],
    ['DELETE', '/users/me', undefined],
  ] as const)('bring no pair with the answer that ends them: %s %s', async (method, path, body) => {
    const browser = await open();
    const pair = await startRolling(browser);
    const reply = await browser.json(method, path, body, rollingHeaders(pair));
    expect(reply.ok).toBe(true);
    expect((await sendRolling(browser, nextPair(reply, pair))).status).toBe(401);
    expect(reply.headers.has('x-next-request-token')).toBe(false);
    expect(reply.headers.has('x-next-private-token')).toBe(false);
  });

  it('bring the next pair with an answer that ends nothing, or other sessions', async () => {
    const browser = await open();
    await browser.world.settings.change({ 'first-party/logout/server-side': false });
    const [pair, other] = [await startRolling(browser), await startRolling(browser)];
    const dropped = await browser.json('POST', '/logout', undefined, rollingHeaders(pair));
    const change = { password: 'another good one', current_password: PASSWORD };
    const changed = await browser.json('PATCH', '/users/me', change, rollingHeaders(nextPair(dropped, pair)));
    expect(await told(await sendRolling(browser, nextPair(changed, pair)))).toBe('200');
    expect((await sendRolling(browser, other)).status).toBe(401);
  });

  it('end by DELETE, and get too old when the world is aged after a request was made', async () => {
    const browser = await open();
    const old = await startRolling(browser);
    const headers = rollingHeaders(old, nowSeconds() - 1);
    await browser.world.clock.age('6m');
    expect(await told(await browser.json('GET', '/random', undefined, headers))).toBe('401 request_time_skewed');
    const pair = nextPair(await sendRolling(browser, old), old);
    expect(await told(await browser.json('DELETE', '/rolling', undefined, rollingHeaders(pair)))).toBe('204');
    expect(await told(await sendRolling(browser, pair))).toMatch(/^401 /);
  });
});

describe('Basic and Digest', () => {
  it('take an address and a password in UTF-8', async () => {
    const browser = await open();
    await browser.world.people.changePassword('ana', 'grün:ключ-€');
    expect(await told(await browser.me(basic('ana@example.com', 'grün:ключ-€')))).toBe('200');
    const nonce = nonceIn(await browser.json('GET', '/random'));
    expect(await told(await sendDigest(browser, nonce, { password: 'grün:ключ-€' }))).toBe('200');
  });

  it('look the same to somebody unknown, and count failed attempts together', async () => {
    const browser = await open();
    await browser.register({ credentials: ['basic'] });
    await browser.world.settings.change({ 'first-party/login/lockout': 3, 'first-party/login/slower-each-time': 'off' });
    const nonce = nonceIn(await browser.json('GET', '/random'));
    const wrong = await sendDigest(browser, nonce, { password: 'wrong' });
    const unknown = await sendDigest(browser, nonce, { username: 'nobody@example.com' });
    expect(await told(unknown)).toBe(await told(wrong));
    expect(wrong.headers.get('www-authenticate')).not.toContain('stale');
    await browser.me(basic('ana@example.com', 'wrong'));
    await sendDigest(browser, nonce, { password: 'wrong' });
    const locked = await sendDigest(browser, nonce);
    expect(await told(locked.clone())).toBe('429 too_many_attempts');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('refuse a proof for another address, and a nonce that was made up only with a stale one', async () => {
    const browser = await open();
    const nonce = nonceIn(await browser.json('GET', '/random'));
    const forRandom = digestHeaders(browser, nonce);
    expect(await told(await browser.json('GET', '/users/me', undefined, forRandom))).toBe('401 invalid_credentials');
    expect(await told(await sendDigest(browser, 'made-up'))).toBe('401 stale_nonce');
  });
});

it('is no nonce of Digest what the API saved for something else', async () => {
  const browser = await open();
  await browser.signUp();
  const link = (await browser.mailedPath()).split('/').at(-1) ?? '';
  expect(link).toMatch(/^[\w-]{32}$/);
  expect(await told(await sendDigest(browser, link))).toBe('401 stale_nonce');
});

describe('OAuth grants', () => {
  const refresh = (browser: TestBrowser, refresh_token: unknown, more = {}): Promise<Response> =>
    askToken(browser, { grant_type: 'refresh_token', refresh_token: String(refresh_token), ...more });

  const RACES = [1, 2, 3, 4, 5].flatMap((round) => [2, 3, AT_ONCE].map((count) => [count, round] as const));

  it.each(RACES)('refresh once of %i at once, and the others end the family (race %i)', async (count) => {
    const browser = await open();
    const { refresh_token, access_token } = await passwordGrant(browser);
    const replies = await Promise.all(Array.from({ length: count }, () => refresh(browser, refresh_token)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(count - 1).fill(400)]);
    const bodies = await Promise.all(replies.map(jsonOf));
    const losers = bodies.filter(({ error }) => error !== undefined);
    expect(new Set(losers.map(({ error_description }) => error_description))).toEqual(
      new Set(['The refresh token was used before']),
    );
    const winner = bodies.find(({ error }) => error === undefined);
    const next = await refresh(browser, winner?.refresh_token);
    expect([next.status, (await jsonOf(next)).error_description]).toEqual([400, 'The refresh token was ended']);
    for (const token of [access_token, String(winner?.access_token)])
      expect(await told(await sendBearer(browser, token))).toBe('401 invalid_token');
    expect(await told(await sendBearer(browser, (await passwordGrant(browser)).access_token))).toBe('200');
  });

  it('leave the family alone where the API looks for no reuse', async () => {
    const browser = await open();
    await browser.world.settings.change({ 'first-party/oauth/reuse-ends-family': 'nothing' });
    const { refresh_token } = await passwordGrant(browser);
    const replies = await Promise.all([refresh(browser, refresh_token), refresh(browser, refresh_token)]);
    const [winner] = replies.filter(({ status }) => status === 200);
    expect((await refresh(browser, (await jsonOf(winner ?? new Response('{}'))).refresh_token)).status).toBe(200);
  });

  /** Each refusal, with the words of the API. */
  const REFUSALS: Readonly<Record<string, readonly [words: string, make: (browser: TestBrowser) => Promise<Response>]>> = {
    'an unknown refresh token': ['The refresh token is unknown', (browser) => refresh(browser, 'made-up')],
    'an access token in its place': [
      'The refresh token is unknown',
      async (browser) => refresh(browser, (await passwordGrant(browser)).access_token),
    ],
    'one that expired': [
      'The refresh token expired',
      async (browser) => {
        const { refresh_token } = await passwordGrant(browser);
        await browser.world.clock.age('31d');
        return refresh(browser, refresh_token);
      },
    ],
    'one that was revoked': [
      'The refresh token was ended',
      async (browser) => {
        const { refresh_token: token = '' } = await passwordGrant(browser);
        await browser.post('/oauth/revoke', { client_id: 'shop', token });
        return refresh(browser, token);
      },
    ],
    'one of another client': [
      'The refresh token was issued to another client',
      async (browser) => {
        const { refresh_token } = await passwordGrant(browser);
        await browser.register({ clientId: 'other' });
        return refresh(browser, refresh_token, { client_id: 'other' });
      },
    ],
    'one from before the password changed': [
      'The refresh token is from before the password changed',
      async (browser) => {
        const { refresh_token } = await passwordGrant(browser);
        await browser.world.people.changePassword('ana', 'another good one');
        return refresh(browser, refresh_token);
      },
    ],
    'a scope beyond': [
      'The scope is more than that of the refresh token',
      async (browser) => refresh(browser, (await passwordGrant(browser)).refresh_token, { scope: 'openid email' }),
    ],
    'no refresh token': ['refresh_token is missing', (browser) => askToken(browser, { grant_type: 'refresh_token' })],
    'no username': ['username is missing', (browser) => askToken(browser, { grant_type: 'password', password: 'x' })],
    'no password': ['password is missing', (browser) => askToken(browser, { grant_type: 'password', username: 'x' })],
    'an unknown person': [
      'Username or password is incorrect',
      (browser) => askToken(browser, { grant_type: 'password', username: 'nobody@example.com', password: 'x' }),
    ],
    'no grant type': ['grant_type is missing', (browser) => askToken(browser, {})],
    'an unknown grant type': [
      'a?b is not one of: password, client_credentials, refresh_token',
      (browser) => askToken(browser, { grant_type: 'a"b' }),
    ],
    'a parameter twice': [
      'username is sent more than once',
      (browser) =>
        browser.send('/oauth/token', { method: 'POST', body: new URLSearchParams('client_id=shop&username=a&username=b') }),
    ],
    'an unknown client': [
      'The client is unknown, or its secret is wrong',
      (browser) => askToken(browser, { grant_type: 'client_credentials', client_id: 'nobody' }),
    ],
    'a client without the scheme': [
      'The client may not use the scheme oauth',
      async (browser) => {
        await browser.register({ credentials: ['basic'] });
        return askToken(browser, { grant_type: 'client_credentials' });
      },
    ],
  };

  it.each(Object.keys(REFUSALS))('are refused in the words of the API, for a reason in the log: %s', async (name) => {
    const browser = await open();
    const [words = '', make] = REFUSALS[name] ?? [];
    const body = await jsonOf((await make?.(browser)) ?? new Response('{}'));
    expect(body.error_description).toBe(words);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
    expect(JSON.stringify(body)).not.toMatch(ENGINE_WORDS);
    expect(await browser.why()).not.toBe('');
  });

  it('revoke an access token alone, and a refresh token with its family', async () => {
    const browser = await open();
    const [one, other] = [await passwordGrant(browser), await passwordGrant(browser)];
    const revoke = (token = '') => browser.post('/oauth/revoke', { client_id: 'shop', token });
    expect((await revoke(one.access_token)).status).toBe(200);
    expect(await told(await sendBearer(browser, one.access_token))).toBe('401 invalid_token');
    expect((await revoke(other.refresh_token)).status).toBe(200);
    expect(await told(await sendBearer(browser, other.access_token))).toBe('401 invalid_token');
    expect((await revoke('unknown')).status).toBe(200);
  });

  it('let the login that changed the password go on, and no other, until the next change', async () => {
    const browser = await open();
    const [mine, other] = [await passwordGrant(browser), await passwordGrant(browser)];
    const change = { password: 'another good one', current_password: PASSWORD };
    const authorization = `Bearer ${mine.access_token}`;
    expect(await told(await browser.json('PATCH', '/users/me', change, { authorization }))).toBe('200');
    expect(await told(await sendBearer(browser, mine.access_token))).toBe('200');
    expect(await told(await sendBearer(browser, other.access_token))).toBe('401 invalid_token');
    const renewed = await jsonOf(
      await askToken(browser, { grant_type: 'refresh_token', refresh_token: mine.refresh_token ?? '' }),
    );
    expect(await told(await sendBearer(browser, String(renewed.access_token)))).toBe('200');
    await browser.world.people.changePassword('ana', PASSWORD);
    expect(await told(await sendBearer(browser, mine.access_token))).toBe('401 invalid_token');
    expect(await told(await sendBearer(browser, String(renewed.access_token)))).toBe('401 invalid_token');
  });

  it('ask a client with a secret for it', async () => {
    const browser = await open();
    await browser.register({ clientSecret: 'the-secret-of-shop' });
    const refused = await askToken(browser, { grant_type: 'client_credentials' });
    expect([refused.status, refused.headers.get('www-authenticate'), (await jsonOf(refused)).error]).toEqual([
      401,
      expect.stringContaining('Basic'),
      'invalid_client',
    ]);
    const good = await browser.post('/oauth/token', { grant_type: 'client_credentials' }, basic('shop', 'the-secret-of-shop'));
    expect(good.status).toBe(200);
  });

  it('take forms, by POST', async () => {
    const browser = await open();
    const typed = await browser.json('POST', '/oauth/token', { grant_type: 'client_credentials', client_id: 'shop' });
    expect([typed.status, (await jsonOf(typed)).error]).toEqual([415, 'invalid_request']);
    const got = await browser.send('/oauth/token');
    expect([got.status, got.headers.get('allow'), (await jsonOf(got)).error]).toEqual([405, 'POST', 'invalid_request']);
  });

  it('end an anonymous session that became somebody’s with everything of theirs', async () => {
    const browser = await open();
    const { access_token = '' } = (await jsonOf(await askToken(browser, { grant_type: 'client_credentials' }))) as Record<
      string,
      string
    >;
    const authorization = `Bearer ${access_token}`;
    await browser.json('POST', '/users', { email: NEW, password: PASSWORD }, { authorization });
    expect(await told(await browser.me({ authorization }))).toBe('200');
    expect(await told(await browser.json('DELETE', '/tokens', undefined, { authorization }))).toBe('204');
    expect(await told(await browser.me({ authorization }))).toBe('401 invalid_token');
  });
});

describe('the log', () => {
  it('has no secret of a key, a signature, a pair or a password, and names them', async () => {
    const browser = await open();
    const [key, pair] = [await makeKey(browser, { type: 'api-key' }), await makeKey(browser, { type: 'hmac' })];
    await useKey(browser, key.key);
    await sendSigned(browser, { key: pair });
    const rolling = await startRolling(browser);
    const sent = rollingHeaders(rolling);
    const reply = await browser.json('GET', '/random', undefined, sent);
    const next = nextPair(reply, rolling);
    const tokens = await passwordGrant(browser);
    await sendBearer(browser, tokens.access_token);
    const digest = digestHeaders(browser, nonceIn(await browser.json('GET', '/random')));
    await browser.json('GET', '/random', undefined, digest);
    await browser.world.clock.age('7d');
    await useKey(browser, key.key);
    const log = JSON.stringify(await browser.world.wire.read());
    const [mailed = ''] = await mails(browser);
    const secrets = [
      ...[key.key, pair.secret, rolling.privateToken, next.privateToken, next.requestToken, sent['x-access-token'], mailed],
      ...[tokens.access_token, tokens.refresh_token, PASSWORD, BASIC.authorization?.slice('Basic '.length)],
      ...[/response="([^"]+)"/.exec(digest.authorization ?? '')?.[1], signedHeaders(browser, { key: pair }).authorization],
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
    for (const name of ['api-key#1', 'hmac-secret#1', 'private-token#2', 'request-token#1', 'request-proof#1', 'access-token#1'])
      expect(log).toContain(name);
  });
});
