import { describe, expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { isLogin, isLoginAttempt } from './conventions.ts';
import { brings, carries, credentialsIn, hasInAddress, passwordIn, sendingAny } from './credentials.ts';

const basic = (text: string, encoding: BufferEncoding = 'utf8') => `Basic ${Buffer.from(text, encoding).toString('base64')}`;
const ofApi = { persona: 'first-party' } as const;
const PASSWORD = 'before:grün+1';

describe('the password of a request', () => {
  test('is read from HTTP Basic in UTF-8, colons included', () => {
    const headers = { Authorization: basic(`ana@example.com:${PASSWORD}`) };
    expect(passwordIn(sketch({ endpoint: 'tokens.create', headers }))).toBe(PASSWORD);
    const wrong = { Authorization: basic(`ana@example.com:${PASSWORD}`, 'latin1') };
    expect(passwordIn(sketch({ endpoint: 'tokens.create', headers: wrong }))).not.toBe(PASSWORD);
  });

  test('is read from a form and from JSON', () => {
    const form = sketch({ endpoint: 'login.session', form: { password: PASSWORD } });
    const json = { ...form, request: { ...form.request, body: JSON.stringify({ password: PASSWORD }) } };
    expect([form, json].map(passwordIn)).toEqual([PASSWORD, PASSWORD]);
    expect(passwordIn(sketch({ endpoint: 'api:random.get' }))).toBeUndefined();
  });

  test('is found in any header and body, encoded or not, and in an address', () => {
    const hidden = sketch({ endpoint: 'api:random.get', headers: { 'X-Old': basic(`ana:${PASSWORD}`) } });
    const inBody = sketch({ endpoint: 'api:random.get', form: { anything: PASSWORD } });
    const inAddress = sketch({ endpoint: 'api:random.get', query: { q: PASSWORD } });
    expect([hidden, inBody, inAddress].map((each) => brings(each, PASSWORD))).toEqual([true, true, false]);
    expect([hidden, inBody, inAddress].map((each) => hasInAddress(each, PASSWORD))).toEqual([false, false, true]);
    const all = [hidden, sketch({ endpoint: 'api:random.get' }), inBody, inAddress];
    expect(sendingAny(all, ['another', PASSWORD])).toEqual([hidden, inBody, inAddress]);
    expect(sendingAny(all, [])).toEqual([]);
    const asItIs = sketch({ endpoint: 'api:random.get', headers: { Authorization: `Token ${PASSWORD}` } });
    expect([hidden, inBody, asItIs].map((each) => carries(each, PASSWORD))).toEqual([false, false, true]);
  });
});

test('credentials are tokens, cookies and keys, and no passwords', () => {
  const secret = 'a'.repeat(40);
  const headers = { Authorization: `Token ${secret}`, Cookie: `sid=${'b'.repeat(32)}; lang=en`, 'X-Api-Key': 'c'.repeat(20) };
  const all = credentialsIn(sketch({ endpoint: 'api:random.get', headers }));
  expect(all.toSorted()).toEqual([secret, 'b'.repeat(32), 'c'.repeat(20)].toSorted());
  expect(credentialsIn(sketch({ endpoint: 'tokens.create', headers: { Authorization: basic('ana:a-long-password') } }))).toEqual(
    [],
  );
});

describe('a login', () => {
  const login = (json: unknown, status = 200) =>
    sketch({ ...ofApi, endpoint: 'login.session', form: { email: 'a', password: 'b' }, json, status });

  test('at an API is a request with the password, and is accepted by more than its status', () => {
    const [good, bad] = [login({ authenticated: true }), login({ authenticated: false })];
    expect([good, bad].map(isLoginAttempt)).toEqual([true, true]);
    expect([good, bad, login({}, 401)].map(isLogin)).toEqual([true, false, false]);
  });

  test('is no registration, no use of a session, and no secret of a client', () => {
    const others = [
      sketch({ ...ofApi, endpoint: 'users.create', form: { email: 'a', password: 'b' } }),
      sketch({ ...ofApi, endpoint: 'api:random.get', headers: { Authorization: 'Token abc' } }),
      sketch({ ...ofApi, endpoint: 'token', headers: { Authorization: basic('client:secret') } }),
    ];
    expect(others.map(isLoginAttempt)).toEqual([false, false, false]);
  });

  test('at a provider is the redemption of a code', () => {
    const [code, refresh] = ['authorization_code', 'refresh_token'].map((grant_type) =>
      sketch({ endpoint: 'token', form: { grant_type } }),
    );
    expect([code, refresh].map((each) => each && isLoginAttempt(each))).toEqual([true, false]);
  });
});
