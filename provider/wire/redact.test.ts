import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange, HeaderList } from '../model/index.ts';
import { type Example, exampleRecorder, FORM, JSON_TYPE, jwtOf, pass, readBack } from './example-exchange.ts';

const redacted = (...examples: readonly Example[]) => readBack(examples, false);

describe('redaction', () => {
  it('leaves the id of an app alone where Facebook calls it api_key, and not the key of an API', () => {
    const [login, call] = redacted(
      { url: 'https://www.facebook.com/login.php?skip_api_login=1&api_key=464891386855067' },
      { url: 'https://maps.example/v1?api_key=AIzaSyA-1234567890abcdef' },
    );
    expect(login?.request.url).toMatch(/api_key=464891386855067$/);
    expect(call?.request.url).toMatch(/api_key=api-key%231$/);
  });

  it('names the secrets of a login in the order of their appearance, the same wherever they stand', () => {
    const [authorize, token, api] = redacted(
      {
        url: 'http://localhost:4400/google/o/oauth2/v2/auth?client_id=shop&state=Tf8%2Fq2Lw&nonce=n0nce-7781',
        status: 302,
        answerHeaders: [['Location', 'http://127.0.0.1:9/cb?state=Tf8%2Fq2Lw&code=4%2F0AbCdEfGh&scope=openid']],
      },
      {
        method: 'POST',
        headers: [...FORM, ['Authorization', `Basic ${Buffer.from('shop:s3cr%2Fet%21').toString('base64')}`]],
        body: 'grant_type=authorization_code&code=4/0AbCdEfGh&code_verifier=vvvvvv-1234&redirect_uri=http://127.0.0.1:9/cb',
        answerHeaders: JSON_TYPE,
        answer: JSON.stringify(
          { access_token: 'ya29.a0Xyz', id_token: jwtOf({ sub: '117', nonce: 'n0nce-7781' }), expires_in: 3599 },
          null,
          2,
        ),
      },
      { headers: [['authorization', 'Bearer ya29.a0Xyz']], answer: 'what is ya29.a0Xyz?' },
    );
    expect(authorize?.request.url).toMatch(/client_id=shop&state=state%231&nonce=nonce%231$/);
    expect(authorize?.response?.headers[0]?.[1]).toBe('http://127.0.0.1:9/cb?state=state%231&code=code%231&scope=openid');
    expect(token?.request.headers[1]?.[1]).toBe('Basic shop:client-secret#1');
    expect(token?.request.body).toBe(
      'grant_type=authorization_code&code=code#1&code_verifier=code-verifier#1&redirect_uri=http://127.0.0.1:9/cb',
    );
    expect(token?.response?.body).toBe(
      '{\n  "access_token": "access-token#1",\n  "id_token": "id-token#1",\n  "expires_in": 3599\n}',
    );
    expect(token?.jwts[0]?.claims).toEqual({ sub: '117', nonce: 'nonce#1' });
    expect(api?.request.headers[0]?.[1]).toBe('Bearer access-token#1');
    expect(api?.response?.body).toBe('what is access-token#1?');
  });

  it('counts each kind by itself', () => {
    const pages = redacted({ headers: [['cookie', 'SID=abcdefgh1; HSID=ijklmnop2; again=abcdefgh1; empty=']] });
    expect(pages[0]?.request.headers[0]?.[1]).toBe('SID=session-cookie#1; HSID=session-cookie#2; again=session-cookie#1; empty=');
  });

  it('leaves cookie attributes alone', () => {
    const cookie = (value: string) => redacted({ answerHeaders: [['Set-Cookie', value]] })[0]?.response?.headers[0]?.[1];
    expect(cookie('SID="abc 123"; Path=/; Max-Age=3600; SameSite=Lax')).toBe(
      'SID="session-cookie#1"; Path=/; Max-Age=3600; SameSite=Lax',
    );
    expect(cookie('SID=; Max-Age=0')).toBe('SID=; Max-Age=0');
  });

  it('replaces short values where they stand, and only there', () => {
    const [exchange] = redacted({
      method: 'POST',
      headers: FORM,
      body: 'state=ok&code=x1&scope=ok',
      answer: 'all is ok with x1',
    });
    expect([exchange?.request.body, exchange?.response?.body]).toEqual([
      'state=state#1&code=code#1&scope=ok',
      'all is ok with x1',
    ]);
  });

  it('replaces a word in state or a cookie only where it stands', () => {
    const [exchange] = redacted({
      url: 'http://localhost:4400/google/auth?state=google',
      headers: [['cookie', 'next=/profile']],
      answer: 'google/profile',
    });
    expect(exchange?.request.url).toBe('http://localhost:4400/google/auth?state=state%231');
    expect(exchange?.response?.body).toBe('google/profile');
  });

  it('replaces a password everywhere, though a cookie has shown it as a word', () => {
    const [, exchange] = redacted(
      { headers: [['cookie', 'x=hunterhunter']] },
      { method: 'POST', headers: FORM, body: 'password=hunterhunter', answer: 'hunterhunter' },
    );
    expect(exchange?.response?.body).toBe('session-cookie#1');
  });

  it('shows what a client sends that has lost its secret', () => {
    const basic = `Basic ${Buffer.from('shop:undefined').toString('base64')}`;
    const exchanges = redacted(
      { headers: [['authorization', 'Bearer undefined']], body: 'code=null' },
      { headers: [['authorization', basic]] },
    );
    expect(exchanges.map(({ request }) => request.headers[0]?.[1])).toEqual(['Bearer undefined', 'Basic shop:undefined']);
    expect(exchanges[0]?.request.body).toBe('code=null');
  });

  it('leaves error codes and counts in JSON answers alone', () => {
    const answer = '{"error":{"code":401,"status":"UNAUTHENTICATED","errors":[{"code":"authError","state":"dead"}]}}';
    expect(redacted({ answer })[0]?.response?.body).toBe(answer);
  });

  it('knows the hidden inputs of pages', () => {
    const answer = `<form><INPUT type='hidden' value='t&amp;9&#x2F;abc' name=ticket><input name="account" value="ana"></form>`;
    const tricky = '<input name="ticket" value="a>b<c d">';
    expect(redacted({ answer: tricky })[0]?.response?.body).toBe('<input name="ticket" value="ticket#1">');
    const [page, posted] = redacted({ answer }, { method: 'POST', headers: FORM, body: 'ticket=t%269%2Fabc&account=ana' });
    expect(page?.response?.body).toBe(
      `<form><INPUT type='hidden' value='ticket#1' name=ticket><input name="account" value="ana"></form>`,
    );
    expect(posted?.request.body).toBe('ticket=ticket#1&account=ana');
  });

  it('finds the parameters of an address inside a parameter', () => {
    const inner = encodeURIComponent('https://accounts.google.com/auth?x=1&state=Tf8q2LwZ9');
    expect(redacted({ url: `http://localhost:4400/google/signin?continue=${inner}` })[0]?.request.url).toBe(
      'http://localhost:4400/google/signin?continue=https%3A%2F%2Faccounts.google.com%2Fauth%3Fx%3D1%26state%3Dstate%231',
    );
  });

  it.each([
    ['an address', (jwt: string) => ({ url: `http://localhost:4400/google/x?next=%3D${jwt}` }), /\?next=%3Djwt%231$/],
    ['a header', (jwt: string) => ({ url: '/', headers: [['x-anything', `v1 ${jwt}!`]] }) as const, /v1 jwt#1!/],
  ])('replaces a JWT that stands where nobody expects one, in %s', (_, example, expected) => {
    const request = redacted(example(jwtOf({ sub: '117' })))[0]?.request;
    expect([request?.url, request?.headers[0]?.[1]].join(' ').trim()).toMatch(expected);
  });

  it('replaces a whole Basic credential that is echoed elsewhere', () => {
    const blob = Buffer.from('shop:s3cret-s3cret').toString('base64');
    const [exchange] = redacted({ headers: [['authorization', `Basic ${blob}`]], answer: `<p>You sent ${blob}.</p>` });
    expect(exchange?.response?.body).toBe('<p>You sent client-secret#1.</p>');
  });

  it('leaves nothing of secrets that overlap', () => {
    const [, exchange] = redacted(
      { body: 'code=abcdefgh&refresh_token=abcdefghijklmn&nonce=ghijklmnop' },
      { answer: '<abcdefghijklmnop> <abcdefghijklmn>' },
    );
    expect(exchange?.response?.body).toBe('<refresh-token#1> <refresh-token#1>');
  });

  it('replaces an announced secret wherever it turns up, by the name that was announced', () => {
    const recorder = exampleRecorder();
    recorder.registerSecret('refresh-token', '1//0never-seen');
    recorder.registerSecret('refresh-token', '1//0gXyZ');
    pass(recorder, { headers: [['user-agent', 'curl 1//0gXyZ']], body: 'token=1%2F%2F0gXyZ' });
    const [exchange] = recorder.read().exchanges;
    expect([exchange?.request.headers[0]?.[1], exchange?.request.body]).toEqual([
      'curl refresh-token#1',
      'token=refresh-token#1',
    ]);
  });

  it('gives ordinals in the order of the log, whichever part is read first', () => {
    const recorder = exampleRecorder();
    for (const code of ['first-code', 'second-code', 'third-code']) pass(recorder, { body: `code=${code}` });
    expect(recorder.find('x3')?.request.body).toBe('code=code#3');
    expect(recorder.read({ limit: 1 }).exchanges[0]?.request.body).toBe('code=code#1');
    recorder.clear();
    pass(recorder, { body: 'code=third-code&state=' });
    pass(recorder, { body: 'code=fourth-code' });
    expect(recorder.read().exchanges.map(({ request }) => request.body)).toEqual(['code=code#3&state=', 'code=code#4']);
  });

  it('redacts the client id, the grant type and the because lines too', () => {
    const recorder = exampleRecorder();
    const open = recorder.begin({
      persona: 'google',
      method: 'GET',
      url: '/?code=abcdefgh',
      vendorUrl: '/',
      headers: [],
      body: Buffer.of(),
    });
    open.note({ client: 'abcdefgh', grantType: 'abcdefgh' });
    open.because('google/code/single-use', 'abcdefgh was used before');
    open.dropped();
    expect(recorder.find('x1')).toMatchObject({
      client: 'code#1',
      grantType: 'code#1',
      because: [{ why: 'code#1 was used before' }],
    });
  });

  it('leaves out the half word at the end of a cut body', () => {
    const recorder = exampleRecorder({ bodyLimitBytes: 30 });
    pass(recorder, { answer: '{"scope":"a","access_token":"ya29.a0XyzAbcDef"}' });
    pass(recorder, { answer: 'a page that ends in ya29.a0XyzAbcDef' });
    expect(recorder.read().exchanges.map(({ response }) => response?.body)).toEqual([
      '{"scope":"a","access_token":"…',
      'a page that ends in …',
    ]);
  });

  it('keeps its memory bounded and still redacts what it has forgotten', () => {
    const recorder = exampleRecorder({ capacity: 1 });
    const body = Array.from({ length: 50 }, (_, index) => `code=code-number-${index}`).join('&');
    pass(recorder, { body });
    expect(recorder.find('x1')?.request.body).not.toContain('number');
  });

  it('reveals on purpose', () => {
    expect(readBack([{ body: 'code=abcdefgh' }], true)[0]?.request.body).toBe('code=abcdefgh');
  });
});

/** Every way in which a value may be spelled. */
const spellings = (value: string): readonly string[] => {
  const percent = encodeURIComponent(value);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const everyByte = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const twice = [encodeURIComponent(percent), encodeURIComponent(form)];
  return [value, percent, form, json, ...twice, html, everyByte, Buffer.from(value).toString('base64url')];
};

const form = (value: string) => new URLSearchParams({ v: value }).toString().slice(2);
const header = (name: string, value: string): HeaderList => [[name, value]];
const URL_BASE = 'http://localhost:4400/google/x';

/** Every place in which a secret stands by name. */
const PLACES: Readonly<Record<string, (value: string) => Example>> = {
  query: (value) => ({ url: `${URL_BASE}?a=b&code=${form(value)}` }),
  'percent-encoded query': (value) => ({ url: `${URL_BASE}?access_token=${encodeURIComponent(value)}#x` }),
  'fragment of Location': (value) => ({
    answerHeaders: header('location', `https://a.example/#state=${encodeURIComponent(value)}&x=y`),
  }),
  'query of Location': (value) => ({ answerHeaders: header('Location', `https://a.example/?x=y&code=${form(value)}`) }),
  Referer: (value) => ({ headers: header('referer', `https://a.example/?nonce=${form(value)}`) }),
  form: (value) => ({ headers: FORM, body: `x=y&client_secret=${form(value)}` }),
  'form of another type': (value) => ({ headers: JSON_TYPE, body: `code_verifier=${encodeURIComponent(value)}&x=y` }),
  'part of a form': (value) => ({
    headers: header('content-type', 'multipart/form-data; boundary=b'),
    body: `--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n${value}\r\n--b--\r\n`,
  }),
  'form in UTF-16': (value) => ({
    headers: header('content-type', 'application/x-www-form-urlencoded; charset=utf-16le'),
    body: Buffer.from(`x=y&client_secret=${form(value)}`, 'utf16le'),
  }),
  'list in JSON': (value) => ({ headers: JSON_TYPE, body: JSON.stringify({ client_secret: [value] }) }),
  'JSON in a form': (value) => ({
    headers: FORM,
    body: new URLSearchParams({ batch: JSON.stringify([{ relative_url: `me?access_token=${form(value)}` }]) }).toString(),
  }),
  'line of text': (value) => ({
    answer: `Not accepted: {"access_token": ${JSON.stringify(value)}}`,
  }),
  'JSON request': (value) => ({ headers: JSON_TYPE, body: JSON.stringify({ x: { code: value } }) }),
  'JSON answer': (value) => ({ answer: JSON.stringify({ refreshToken: value, x: [1] }) }),
  'bearer credential': (value) => ({ headers: header('Authorization', `Bearer ${encodeURIComponent(value)}`) }),
  'Basic credential': (value) => ({
    headers: header('authorization', `Basic ${Buffer.from(`id:${form(value)}`).toString('base64')}`),
  }),
  'bare Basic credential': (value) => ({
    headers: header('authorization', `Basic ${Buffer.from(`id:${encodeURIComponent(value)}`).toString('base64')}`),
  }),
  cookie: (value) => ({ headers: header('Cookie', `SID=${encodeURIComponent(value)}`) }),
  'set-cookie': (value) => ({ answerHeaders: header('Set-Cookie', `SID=${encodeURIComponent(value)}; Path=/`) }),
  'hidden input': (value) => ({
    answer: `<input name="ticket" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">`,
  }),
  'claim of a JWT': (value) => ({ answer: JSON.stringify({ id_token: jwtOf({ nonce: value }) }) }),
};

/** Places where no secret belongs; these hold a copy of one that stands elsewhere. */
const ODD_PLACES: Readonly<Record<string, (value: string) => Example>> = {
  'header of another purpose': (value) => ({ headers: header('user-agent', `x${value}y`) }),
  'path of an address': (value) => ({ url: `${URL_BASE}/${encodeURIComponent(value)}/y` }),
  'parameter of another name': (value) => ({ url: `${URL_BASE}?utm=${form(value)}` }),
  'address inside a parameter': (value) => ({
    url: `${URL_BASE}?to=${encodeURIComponent(`https://a.example/?utm=${form(value)}`)}`,
  }),
  'page text': (value) => ({ answer: `<p>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>` }),
  'JSON of another name': (value) => ({ answer: JSON.stringify({ message: `no ${value} here` }) }),
  'address in JSON': (value) => ({ answer: JSON.stringify({ link: `https://a.example/?utm=${encodeURIComponent(value)}` }) }),
};

/** The mark keeps generated secrets from being words that the export holds anyway. */
const secret = fc.string({ minLength: 4, maxLength: 24 }).map((text) => `Zq7${text.trim()}x9K`);
const tricky = fc.oneof(
  secret,
  fc.string({ unit: 'grapheme', minLength: 4, maxLength: 12 }).map((text) => `Zq7${text.trim()}x9K`),
);

const exported = (exchanges: readonly Exchange[]): string => {
  const text = JSON.stringify(exchanges);
  const inside: string[] = [];
  JSON.parse(text, (_, value) => {
    if (typeof value === 'string') inside.push(value);
    return value;
  });
  return [text, ...inside].join('\n');
};

const mustNotHold = (exchanges: readonly Exchange[], value: string) => {
  const text = exported(exchanges).toLowerCase();
  for (const spelling of spellings(value)) expect(text).not.toContain(spelling.toLowerCase());
};

const LABEL = /\b([a-z]+(?:-[a-z]+)*)(?:#|%23)(\d+)/g;
const labels = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set([...exported(exchanges).matchAll(LABEL)].map(([, kind, ordinal]) => `${kind}#${ordinal}`));

describe('an export', () => {
  it.each(Object.keys(PLACES))('never holds a secret that stood in a %s', (place) => {
    fc.assert(fc.property(tricky, (value) => mustNotHold(redacted(PLACES[place]?.(value) ?? {}), value)));
  });

  it('never holds a secret that stood in its place and leaked into an odd one', () => {
    const [places, odd] = [Object.keys(PLACES), Object.keys(ODD_PLACES)];
    const run = fc.property(
      secret,
      fc.constantFrom(...places),
      fc.constantFrom(...odd),
      fc.boolean(),
      (value, place, oddPlace, isFirst) => {
        const pair = [PLACES[place]?.(value) ?? {}, ODD_PLACES[oddPlace]?.(value) ?? {}];
        mustNotHold(redacted(...(isFirst ? pair : pair.toReversed())), value);
      },
    );
    fc.assert(run, { numRuns: 2000 });
  });

  it('gives two uses of a secret one ordinal', () => {
    // A claim has a JWT around it. In the others an escape stands right before the label.
    const place = fc.constantFrom(...Object.keys(PLACES).filter((each) => !/^(?:claim|part|JSON in a form)/.test(each)));
    const run = fc.property(tricky, place, place, (value, one, other) => {
      const exchanges = redacted(PLACES[one]?.(value) ?? {}, PLACES[other]?.(value) ?? {});
      expect(labels(exchanges.slice(0, 1)).size).toBe(1);
      expect(labels(exchanges.slice(1))).toEqual(labels(exchanges.slice(0, 1)));
    });
    fc.assert(run, { numRuns: 2000 });
  });

  it('never holds an announced secret', () => {
    const run = fc.property(secret, fc.constantFrom(...Object.keys(ODD_PLACES)), (value, oddPlace) => {
      const recorder = exampleRecorder();
      recorder.registerSecret('access-token', value);
      pass(recorder, ODD_PLACES[oddPlace]?.(value) ?? {});
      mustNotHold(recorder.read().exchanges, value);
    });
    fc.assert(run, { numRuns: 500 });
  });
});
