import { sketch } from '../exchange.ts';
import { call, type RecordingsOfRules, redeem, times, undated } from '../recorded.ts';

const me = (headers: Readonly<Record<string, string>>, more: object = {}) =>
  sketch({ endpoint: 'api:users.me.get', persona: 'first-party', headers, ...more });
const basic = { Authorization: `Basic ${btoa('ana@shop.example:correct horse')}` };
const getsToken = sketch({
  endpoint: 'tokens.create',
  persona: 'first-party',
  headers: basic,
  method: 'POST',
  status: 201,
  json: { token: 't'.repeat(40) },
});
const digest = (nc: string) => ({ Authorization: `Digest username="ana", nonce="n1", cnonce="c1", nc=${nc}, uri="/users/me"` });
const signed = (nonce: string) => ({
  Authorization: `OAuth oauth_nonce="${nonce}", oauth_timestamp="17000000", oauth_signature="s"`,
});
const roll = (token: string, at: number, next: string, more: object = {}) =>
  me({ 'X-Request-Token': token }, { at, answered: { 'X-Request-Token': next }, ...more });
const limited = (at: number, status = 429) =>
  call('t', { at, status, ...(status === 429 && { answered: { 'Retry-After': '30' } }) });
const setsCookie = { answered: { 'Set-Cookie': 'sid=0123456789abcdef0123456789abcdef; HttpOnly' } };
const withCookie = { Cookie: 'theme=dark; sid=0123456789abcdef0123456789abcdef' };

/** Recordings of rules about calls: their pace, and how a person is proven at an API of one's own. */
export default {
  'refused-request-repeated': {
    speaks: { 'the same 403': times(6, (n) => call('t', { status: 403, at: n * 10 })) },
    silent: {
      'a person tries thrice': times(3, (n) => call('t', { status: 403, at: n * 10 })),
      'other bodies': times(6, (n) => call('t', { status: 403, at: n * 10, method: 'POST', body: `{"note":${n}}` })),
      'after errors of the server': times(6, (n) => call('t', { status: 503, at: n * 10 })),
      'in parallel': times(6, () => call('t', { status: 403, at: 5 })),
      'without dates': undated(times(6, () => call('t', { status: 403 }))),
    },
  },
  'retry-after-ignored': {
    speaks: { 'six at once': [limited(0), ...times(6, (n) => limited(n * 100, 200))] },
    silent: {
      'without dates': undated([limited(0), ...times(6, () => limited(0, 200))]),
      'after the time': [limited(0), ...times(6, (n) => limited(30_100 + n, 200))],
      'a person tries again': [limited(0), limited(1000), limited(40_000, 200)],
      'without Retry-After': times(5, (n) => call('t', { at: n * 100, status: 429 })),
    },
  },
  'userinfo-repeated': {
    speaks: { 'for each page': times(6, (n) => call('t', { endpoint: 'userinfo', at: n * 1000 })) },
    silent: {
      'once for each login': times(6, (n) => call(`t${n}`, { endpoint: 'userinfo', at: n * 1000 })),
      'without dates': undated(times(6, () => call('t', { endpoint: 'userinfo' }))),
      'now and then': times(6, (n) => call('t', { endpoint: 'userinfo', at: n * 600_000 })),
    },
  },
  'discovery-repeated': {
    speaks: { 'for each login': times(8, (n) => sketch({ endpoint: 'discovery', at: n })) },
    silent: {
      'without dates': undated(times(8, () => sketch({ endpoint: 'discovery' }))),
      once: [sketch({ endpoint: 'discovery' }), ...times(8, (n) => redeem(`f${n}`))],
      'at each start': [...times(7, () => sketch({ endpoint: 'discovery' })), ...times(9, (n) => redeem(`f${n}`))],
    },
  },
  'jwks-repeated': {
    speaks: { 'for each request': [...times(9, () => sketch({ endpoint: 'jwks' })), redeem('f')] },
    silent: { 'at each login': times(9, (n) => redeem(`f${n}`)).flatMap((each) => [each, sketch({ endpoint: 'jwks' })]) },
  },
  'version-missing': {
    speaks: {
      'no version': [sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', address: 'https://graph.example/me' })],
    },
    silent: {
      version: [sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', address: 'https://graph.example/v25.0/me' })],
      'an API without versions': [call('t')],
    },
  },
  'password-beside-token': {
    speaks: { 'call after call': [getsToken, ...times(4, () => me(basic))] },
    silent: {
      'the token': [getsToken, ...times(4, () => me({ Authorization: `Token ${'t'.repeat(40)}` }))],
      'an API without tokens': times(9, () => me(basic)),
      'to change the password': [getsToken, ...times(4, () => me(basic, { endpoint: 'api:users.me.update', method: 'PATCH' }))],
    },
  },
  'signed-nonce-reused': {
    speaks: { twice: [me(signed('n1')), me(signed('n1'))] },
    silent: {
      new: [me(signed('n1')), me(signed('n2'))],
      'a lost answer': [me(signed('n1'), { faults: ['lost'] }), me(signed('n1'))],
    },
  },
  'digest-count-reused': {
    speaks: { twice: [me(digest('00000001')), me(digest('00000001'))] },
    silent: {
      counted: [me(digest('00000001')), me(digest('00000002'))],
      'a lost answer': [me(digest('00000001'), { faults: ['lost'] }), me(digest('00000001'))],
    },
  },
  'rolling-pair-reused': {
    speaks: { 'the old one': [roll('r1', 10, 'r2'), roll('r1', 20, 'r3')] },
    silent: {
      'without dates': undated([roll('r1', 10, 'r2'), roll('r1', 20, 'r3')]),
      'the new one': [roll('r1', 10, 'r2'), roll('r2', 20, 'r3')],
      'no rotation': [me({ 'X-Request-Token': 'r1' }), me({ 'X-Request-Token': 'r1' })],
      'a lost answer': [roll('r1', 10, 'r2', { faults: ['lost'] }), roll('r1', 20, 'r3')],
    },
  },
  'session-cookie-elsewhere': {
    speaks: {
      'another site': [me({}, setsCookie), me(withCookie, { address: 'https://other.example.org/' })],
      'a third site beside two that set it': [
        me({}, setsCookie),
        me({}, { ...setsCookie, address: 'https://other.example.org/' }),
        me(withCookie, { address: 'https://third.example.net/' }),
      ],
    },
    silent: {
      'the same site': [me({}, setsCookie), me(withCookie)],
      'another host of the site': [
        me({}, { ...setsCookie, address: 'https://a.shop.example/' }),
        me(withCookie, { address: 'https://b.shop.example/' }),
      ],
      'a value that both sites set': [
        me({}, setsCookie),
        me({}, { ...setsCookie, address: 'https://other.example.org/' }),
        me(withCookie),
        me(withCookie, { address: 'https://other.example.org/' }),
      ],
      'a setting of ordinary words': [
        me({}, { answered: { 'Set-Cookie': 'consent=accepted-all-categories-2026-01-01; Path=/' } }),
        me({ Cookie: 'consent=accepted-all-categories-2026-01-01' }, { address: 'https://other.example.org/' }),
      ],
      'the same value under another name': [
        me({}, setsCookie),
        me({ Cookie: 'device=0123456789abcdef0123456789abcdef' }, { address: 'https://other.example.org/' }),
      ],
      'a browser, which keeps sites apart': [
        me({}, setsCookie),
        me({ ...withCookie, 'Sec-Fetch-Site': 'none' }, { address: 'https://other.example.org/' }),
      ],
    },
  },
  'api-key-in-query': {
    speaks: { 'in the address': [me({}, { query: { api_key: '0123456789abcdef0123' } })] },
    silent: {
      header: [me({ 'X-Api-Key': '0123456789abcdef0123' })],
      "the key of a vendor's project": [call('t', { query: { key: 'AIza0123456789abcdef' } })],
    },
  },
} satisfies RecordingsOfRules;
