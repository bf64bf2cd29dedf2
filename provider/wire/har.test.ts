import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exchange, LoginLabError } from '../model/index.ts';
import { ENDPOINT_NAMES } from '../personas/declared.ts';
import { FORM, JSON_TYPE, jwtOf, readBack } from './example-exchange.ts';
import { fromHar, toHar } from './har.ts';

const CREATOR = { name: 'loginlab', version: '0.1.0' };

const LOGIN = readBack(
  [
    {
      method: 'POST',
      url: 'http://localhost:4400/google/token?prettyPrint=false',
      headers: [...FORM, ['Cookie', 'SID=abcdefgh123; theme=dark']],
      body: 'grant_type=authorization_code&code=4%2F0AbCdEfGhIj',
      answerHeaders: JSON_TYPE,
      answer: JSON.stringify({ id_token: jwtOf({ sub: '117', nonce: 'n-0S6_WzA2Mj' }) }),
    },
  ],
  false,
);

describe('HAR out', () => {
  it('has every member that HAR 1.2 demands', () => {
    expect(toHar(LOGIN, CREATOR)).toMatchObject({
      log: {
        version: '1.2',
        creator: CREATOR,
        entries: [
          {
            startedDateTime: '2026-11-18T11:06:40.000Z',
            time: expect.any(Number),
            request: {
              method: 'POST',
              url: 'http://localhost:4400/google/token?prettyPrint=false',
              httpVersion: 'HTTP/1.1',
              queryString: [{ name: 'prettyPrint', value: 'false' }],
              cookies: [
                { name: 'SID', value: 'session-cookie#1' },
                { name: 'theme', value: 'session-cookie#2' },
              ],
              headersSize: -1,
              bodySize: 41,
              postData: { mimeType: 'application/x-www-form-urlencoded', text: 'grant_type=authorization_code&code=code#1' },
              _vendorUrl: 'https://oauth2.googleapis.com/token?prettyPrint=false',
            },
            response: {
              status: 200,
              statusText: 'OK',
              cookies: [],
              redirectURL: '',
              content: { mimeType: 'application/json; charset=utf-8', text: '{"id_token":"id-token#1"}' },
            },
            cache: {},
            timings: { send: 0, receive: 0 },
            _id: 'x1',
            _endpoint: 'unknown',
            _because: [],
            _jwts: [{ where: 'response.json.id_token', claims: { sub: '117', nonce: 'nonce#1' } }],
          },
        ],
      },
    });
  });
});

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
/** A member of this name is no member of an object that was read from JSON text and spread. */
const memberName = word.filter((name) => name !== '__proto__');
const headers = fc.array(fc.tuple(word, word), { maxLength: 3 });
const message = fc.record({ headers, body: word, cutFromBytes: fc.nat() }, { requiredKeys: ['headers'] });
const jwt = fc.record({
  where: word,
  header: fc.dictionary(memberName, word),
  claims: fc.dictionary(memberName, fc.oneof(word, fc.nat(), fc.boolean())),
});

const exchange = fc.record(
  {
    id: word,
    sequence: fc.nat(),
    world: word,
    persona: word,
    endpoint: fc.constantFrom(...ENDPOINT_NAMES),
    flow: word,
    client: word,
    person: word,
    grantType: word,
    startedAtEpochMs: fc.nat({ max: 4_000_000_000_000 }),
    durationMs: fc.nat().map((micros) => micros / 1000),
    request: fc
      .tuple(message, fc.record({ method: word, url: word, vendorUrl: word }))
      .map(([one, other]) => ({ ...one, ...other })),
    response: fc
      .tuple(message, fc.record({ status: fc.integer({ min: 100, max: 599 }) }))
      .map(([one, other]) => ({ ...one, ...other })),
    jwts: fc.array(jwt, { maxLength: 2 }),
    because: fc.array(fc.record({ id: word, why: word }), { maxLength: 2 }),
    faults: fc.array(word, { maxLength: 2 }),
    stale: fc.constant(true as const),
  },
  {
    requiredKeys: [
      'id',
      'sequence',
      'world',
      'persona',
      'endpoint',
      'startedAtEpochMs',
      'durationMs',
      'request',
      'jwts',
      'because',
      'faults',
    ],
  },
);

describe('HAR there and back', () => {
  it('keeps exchanges whole', () => {
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 3 }), (exchanges: Exchange[]) => {
        expect(fromHar(JSON.parse(JSON.stringify(toHar(exchanges, CREATOR))))).toEqual(exchanges);
      }),
    );
  });

  it('keeps what the recorder recorded', () => {
    expect(fromHar(JSON.stringify(toHar(LOGIN, CREATOR)))).toEqual(LOGIN);
  });
});

describe('HAR in', () => {
  it('gets by on what a browser must write', () => {
    const token = jwtOf({ sub: '117' });
    const entries = [
      { request: { method: 'GET', url: `https://a.example/?id_token=${token}` }, response: { status: 0 } },
      {
        startedDateTime: '2026-11-23T10:00:00.5+01:00',
        time: 12.5,
        request: {
          method: 'POST',
          url: 'https://a.example/token',
          headers: [{ name: 'X-A', value: 'b', comment: 'x' }],
          postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'code', value: 'a/b c' }], text: null },
        },
        response: {
          status: 200,
          headers: [{ name: 'content-type', value: 'text/plain' }],
          content: { size: 3, mimeType: 'text/plain', encoding: 'base64', text: Buffer.from('grüße').toString('base64') },
        },
        pageref: 'page_1',
      },
    ];
    expect(fromHar(`\uFEFF${JSON.stringify({ log: { version: '1.2', entries } })}`)).toEqual([
      {
        id: 'x1',
        sequence: 1,
        world: 'har',
        persona: 'unknown',
        endpoint: 'unknown',
        startedAtEpochMs: 0,
        durationMs: 0,
        request: {
          method: 'GET',
          url: `https://a.example/?id_token=${token}`,
          vendorUrl: `https://a.example/?id_token=${token}`,
          headers: [],
        },
        jwts: [{ where: 'request.query.id_token', header: { alg: 'RS256', kid: 'k1' }, claims: { sub: '117' } }],
        because: [],
        faults: [],
      },
      expect.objectContaining({
        id: 'x2',
        startedAtEpochMs: 1_795_424_400_500,
        durationMs: 12.5,
        request: expect.objectContaining({ headers: [['X-A', 'b']], body: 'code=a%2Fb+c' }),
        response: { status: 200, headers: [['content-type', 'text/plain']], body: 'grüße' },
      }),
    ]);
  });

  it.each([
    ['a time as text', { time: '10' }, { durationMs: 10 }],
    ['a time with its unit', { time: '12.5 ms' }, { durationMs: 12.5 }],
    ['a time that is none', { time: {} }, { durationMs: 0 }],
    ['a start in milliseconds', { startedDateTime: 1_795_424_400_500 }, { startedAtEpochMs: 1_795_424_400_500 }],
    ['a start with its weekday', { startedDateTime: 'Wed, 25 Nov 2026 10:00:00 GMT' }, { startedAtEpochMs: 1_795_600_800_000 }],
    ['a start that is none', { startedDateTime: 'now' }, { startedAtEpochMs: 0 }],
    [
      'members of another tool under our names',
      { _id: 7, _endpoint: 'main', _faults: 'none', _because: {} },
      { id: 'x1', faults: [] },
    ],
  ])('reads an entry with %s', (_, members, expected) => {
    const entries = [{ request: { method: 'GET', url: 'https://a.example/' }, ...members }];
    expect(fromHar({ log: { entries } })).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    [
      'headers without a value',
      { headers: [{ name: 'a', value: null }, { name: 'b' }, { value: 'c' }, null] },
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['a number as a value', { headers: [{ name: 'Content-Length', value: 12 }] }, [['Content-Length', '12']]],
    ['a status as text', { status: '200' }, []],
    ['a status with its reason', { status: '200 OK' }, []],
  ])('reads an answer with %s', (_, members, headers) => {
    const entry = { request: { method: 'GET', url: 'https://a.example/' }, response: { status: 200, ...members } };
    expect(fromHar({ log: { entries: [entry] } })[0]?.response).toEqual({ status: 200, headers });
  });

  it.each([null, undefined])('takes the status %s for no answer', (status) => {
    const entry = { request: { method: 'GET', url: 'https://a.example/' }, response: { status } };
    expect(fromHar({ log: { entries: [entry] } })[0]?.response).toBeUndefined();
  });

  it.each([
    ['log', {}],
    ['log.entries', { log: { entries: 'none' } }],
    [
      'log.entries[1].request.url',
      { log: { entries: [{ request: { method: 'GET', url: '/' } }, { request: { method: 'GET' } }] } },
    ],
    [
      'log.entries[0].response.headers[0].value',
      {
        log: {
          entries: [{ request: { method: 'GET', url: '/' }, response: { status: 200, headers: [{ name: 'a', value: {} }] } }],
        },
      },
    ],
  ])('names %s when that does not fit', (field, har) => {
    expect(() => fromHar(har)).toThrow(expect.objectContaining({ name: 'LoginLabError', code: 'config', field }));
    expect(() => fromHar(har)).toThrow(`\`${field}\` does not fit HAR 1.2`);
  });

  it('says so when the text is no JSON', () => {
    expect(() => fromHar('<html>')).toThrow(LoginLabError);
    expect(() => fromHar('<html>')).toThrow('expected JSON, found other text');
  });
});
