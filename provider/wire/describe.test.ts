import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleRecorder, FORM, JSON_TYPE, jwtOf, pass, readBack } from './example-exchange.ts';

const ID_TOKEN = jwtOf({ iss: 'https://accounts.google.com', sub: '117' });
const wheres = (example: Parameters<typeof pass>[1]) => readBack([example], true)[0]?.jwts.map(({ where }) => where);

describe('JWTs of an exchange', () => {
  it('are decoded', () => {
    expect(readBack([{ answer: JSON.stringify({ id_token: ID_TOKEN }) }], true)[0]?.jwts).toEqual([
      {
        where: 'response.json.id_token',
        header: { alg: 'RS256', kid: 'k1' },
        claims: { iss: 'https://accounts.google.com', sub: '117' },
      },
    ]);
  });

  it.each([
    ['request.query.id_token_hint', { url: `http://localhost:4400/google/logout?id_token_hint=${ID_TOKEN}` }],
    ['request.form.id_token_hint', { headers: FORM, body: `a=b&id_token_hint=${ID_TOKEN}` }],
    ['request.json.assertion', { headers: JSON_TYPE, body: `{"deep":[{"assertion" : "${ID_TOKEN}"}]}` }],
    ['request.authorization', { headers: [['authorization', `Bearer ${ID_TOKEN}`]] }],
    ['request.cookie.session', { headers: [['cookie', `a=b; session=${ID_TOKEN}`]] }],
    ['response.location.id_token', { answerHeaders: [['Location', `http://127.0.0.1/cb#state=x&id_token=${ID_TOKEN}`]] }],
    ['response.set-cookie.session', { answerHeaders: [['Set-Cookie', `session=${ID_TOKEN}; Path=/; HttpOnly`]] }],
    ['response.html.id_token', { answer: `<html><input type="hidden" name="id_token" value="${ID_TOKEN}"></html>` }],
  ] as const)('are found at %s', (where, example) => {
    expect(wheres(example)).toEqual([where]);
  });

  it.each([
    ['claims that are no JSON', 'eyJhbGciOiJub25lIn0.eyJhbGciOiJub25.x'],
    ['claims that are no object', `eyJhbGciOiJub25lIn0.${Buffer.from('[1]').toString('base64url')}.x`],
    ['a domain', 'www.example.com'],
    ['claims deeper than anybody writes', jwtOf({ a: JSON.parse('['.repeat(40) + ']'.repeat(40)) })],
  ])('are left out when they only look like it: %s', (_, value) => {
    expect(wheres({ headers: FORM, body: `id_token_hint=${value}` })).toEqual([]);
  });
});

describe('bodies', () => {
  const bodyOf = (type: string, answer: Uint8Array) =>
    readBack([{ answer, answerHeaders: type === '' ? [] : [['content-type', type]] }], true)[0]?.response?.body;

  it.each([
    ['image/png; x=y', [0x89, 0x50, 0x4e, 0x47], '[4 bytes of image/png]'],
    ['', [0, 1, 2], '[3 bytes of unknown type]'],
    ['multipart/related; boundary=b', [0x2d, 0x0d, 0x0a, 0x00], '[4 bytes of multipart/related]'],
    ['application/octet-stream', [...Buffer.from('grüße\r\n')], 'grüße\r\n'],
    ['application/json', [...Buffer.from('{"a":"'), 0xff], '{"a":"\ufffd'],
  ])('of type %j are shown as text or as their size', (type, bytes, text) => {
    expect(bodyOf(type, Uint8Array.from(bytes))).toBe(text);
  });

  it('are absent when empty', () => {
    expect(readBack([{}], true)[0]?.request).not.toHaveProperty('body');
  });
});

describe('describing', () => {
  it('never throws, whatever the bytes and headers are', () => {
    const headerName = fc.oneof(
      fc.constantFrom('Content-Type', 'authorization', 'cookie', 'set-cookie', 'location', 'referer'),
      fc.string({ unit: 'binary' }),
    );
    const headers = fc.array(fc.tuple(headerName, fc.string({ unit: 'binary' })), { maxLength: 5 });
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '"',
        '\\',
        '%',
        '%E2',
        '&#x110000;',
        '=',
        '&',
        '<input name=a value="',
        'eyJ',
        '.',
        'id_token',
        '\\ud800',
        ':',
        '[',
      ),
      fc.string({ unit: 'binary' }),
    );
    const text = fc.array(piece).map((pieces) => pieces.join(''));
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      text.map((each) => Buffer.from(each)),
    );
    fc.assert(
      fc.property(
        text,
        headers,
        body,
        headers,
        fc.oneof(text, body),
        fc.integer({ min: 1, max: 40 }),
        (url, sent, form, got, answer, limit) => {
          const recorder = exampleRecorder({ bodyLimitBytes: limit });
          pass(recorder, { url, headers: sent, body: form, answerHeaders: got, answer });
          expect(recorder.read({ reveal: true }).exchanges).toHaveLength(1);
          expect(recorder.read().exchanges).toHaveLength(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes deep and broken documents in its stride', () => {
    const answers = [
      '['.repeat(60_000),
      '"'.repeat(60_000),
      '"\\"'.repeat(20_000),
      '<input '.repeat(8_000),
      'eyJ'.repeat(20_000),
      '%5C'.repeat(20_000),
    ];
    expect(
      readBack(
        answers.map((answer) => ({ answer })),
        false,
      ),
    ).toHaveLength(answers.length);
  });
});
