import { describe, expect, test } from 'vitest';
import { entry, lintEntries, loginWith, rulesIn } from './example-har.ts';

const TOKEN = 'aaaa1111bbbb2222';
const API = 'api.shop.example';
const basic = { Authorization: `Basic ${btoa('ana@shop.example:correct horse')}` };
const digest = (nc: string) => ({
  Authorization: `Digest username="ana", nonce="n1", uri="/o", qop=auth, nc=${nc}, cnonce="c1", response="r"`,
});
const signed = (nonce: string) => ({
  Authorization: `OAuth oauth_consumer_key="k", oauth_nonce="${nonce}", oauth_timestamp="17000000", oauth_signature="s"`,
});
const hmac = (nonce: string) => ({ Authorization: `HMAC-SHA256 id="k", nonce="${nonce}", signature="s"` });
const rolling = (token: string, next: string) =>
  entry('GET', `https://${API}/a`, { headers: { 'X-Request-Token': token }, answered: { 'X-Request-Token': next } });
const keyed = (headers = {}, host = API) => entry('GET', `https://${host}/a?api_key=abcdefabcdef0123456789`, { headers });
const login = entry('POST', `https://${API}/login`, { headers: basic, answer: '{"token":"tok_1234567890abcdef"}' });
const get = (headers: Readonly<Record<string, string>>, origin = `https://${API}`) =>
  entry('GET', `${origin}/orders`, { headers });
const times = <T>(count: number, each: T): readonly T[] => Array.from({ length: count }, () => each);

describe('rules for an API of one’s own speak on a recording without a login', () => {
  test.each([
    ['digest-count-reused', times(2, get(digest('00000001')))],
    ['signed-nonce-reused', times(2, get(signed('n1')))],
    ['signed-nonce-reused', times(2, get(hmac('n1')))],
    ['basic-over-http', [get(basic, `http://${API}`)]],
    ['bearer-over-http', [get({ Authorization: `Bearer ${TOKEN}` }, `http://${API}`)]],
    ['password-beside-token', [login, ...times(3, get(basic))]],
    [
      'password-beside-token',
      [
        entry('POST', `https://${API}/login`, {
          body: '{"email":"ana@shop.example","password":"correct horse"}',
          headers: { 'Content-Type': 'application/json' },
          answer: `{"about":"${'x'.repeat(3000)}","token":"tok_1234567890abcdef"}`,
        }),
        ...times(3, get(basic)),
      ],
    ],
    ['rolling-pair-reused', [rolling('tok1aaaaaaaaaa', 'tok2'), rolling('tok1aaaaaaaaaa', 'tok3')]],
    ['api-key-in-query', [keyed()]],
    ['api-key-in-query', [keyed({ Origin: 'https://www.shop.example' })]],
    ['api-key-in-query', [get(basic), keyed({ 'Sec-Fetch-Site': 'cross-site' })]],
  ])('%s', async (rule, entries) => {
    expect(rulesIn(await lintEntries(entries))).toEqual([rule]);
  });
});

describe('a token of the recording makes a call one of one’s own API, in whatever place', () => {
  const places: Readonly<Record<string, object>> = {
    'a header of its own': { headers: { 'X-Access-Token': TOKEN } },
    'a cookie': { headers: { Cookie: `theme=dark; t=${TOKEN}` } },
    'a member of JSON': { headers: { 'Content-Type': 'application/json' }, body: `{"a":{"session":"${TOKEN}"}}` },
    'a form': { body: `t=${TOKEN}` },
  };
  test.each(Object.entries(places))('%s', async (_, example) => {
    const linted = await lintEntries([...loginWith(TOKEN), entry('POST', `https://${API}/x`, example)]);
    expect(linted).toMatchObject({ judged: 3, ignored: 0, findings: [] });
  });

  test.each([
    ['a header of its own', entry('GET', `http://${API}/x`, { headers: { 'X-Access-Token': TOKEN } })],
    ['a cookie', entry('GET', `http://${API}/x`, { headers: { Cookie: `theme=dark; t=${TOKEN}` } })],
    ['a parameter', entry('GET', `http://${API}/x?token=${TOKEN}`)],
    ['a body', entry('POST', `http://${API}/x`, { body: `{"access_token":"${TOKEN}"}` })],
  ])('and over plain http it can be read: %s', async (_, call) => {
    expect(rulesIn(await lintEntries([...loginWith(TOKEN), call]))).toEqual(['bearer-over-http']);
    // As a proxy may write it: the token is issued after its call in the file, and before it in time.
    const [first, second] = loginWith(TOKEN);
    const late = [{ ...call, startedDateTime: '2026-01-01T00:01:00Z' }, { ...first }, { ...second }];
    expect(rulesIn(await lintEntries(late))).toEqual(['bearer-over-http']);
  });

  test('also one that an API of one’s own gave for a password', async () => {
    const linted = await lintEntries([login, get({ Authorization: 'Bearer tok_1234567890abcdef' })]);
    expect(linted).toMatchObject({ judged: 2, findings: [] });
  });
});

describe('traffic of others is left alone', () => {
  test.each([
    ['a site with HTTP Basic', times(9, get(basic)), 9],
    [
      'a site with HTTP Basic that answers 401 and 404',
      times(4, entry('GET', `https://${API}/`, { headers: basic, status: 401 })),
      4,
    ],
    ['a router at home', times(3, get(basic, 'http://192.168.0.1')), 3],
    ['Digest that counts', [get(digest('00000001')), get(digest('00000002'))], 2],
    ['signed requests', [get(signed('n1')), get(signed('n2'))], 2],
    ['signed requests that are refused', times(9, 0).map((_, n) => ({ ...get(signed(`n${n}`)), response: { status: 401 } })), 9],
    ['request tokens that roll', [rolling('r1aaaaaaaa', 'r2aaaaaaaa'), rolling('r2aaaaaaaa', 'r3aaaaaaaa')], 2],
  ])('%s: judged, and nothing is found', async (_, entries, judged) => {
    expect(await lintEntries(entries)).toMatchObject({ judged, findings: [] });
  });

  test.each([
    ['a map in a page, with its key', keyed({ Origin: 'https://www.shop.example' }, 'maps.example.org')],
    ['the same, by its Referer', keyed({ Referer: 'https://www.shop.example/' }, 'maps.example.org')],
    ['the same, as the browser says', keyed({ 'Sec-Fetch-Site': 'cross-site' }, 'maps.example.org')],
    ['a token of somebody else', get({ Authorization: 'Bearer 0123456789abcdef' })],
    ['a page with cookies', get({ Cookie: 'sid=0123456789abcdef' })],
    ['a token that another page shows in its address', get({ Referer: `https://app.example.test/?x=${TOKEN}` })],
    ['a login that gives no token', entry('POST', `https://${API}/login`, { body: 'user=ana&password=correct+horse' })],
  ])('%s: ignored', async (_, foreign) => {
    expect(await lintEntries([...loginWith(TOKEN), foreign])).toMatchObject({ judged: 2, ignored: 1, findings: [] });
  });
});
