import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { answerOf, basicSecretOf, bearerOf, formOf, grantTypeOf, memberOf, paramsOf } from './read.ts';

test('a form and a JSON body are read alike', () => {
  const form = sketch({ endpoint: 'token', form: { grant_type: 'refresh_token', refresh_token: '' } });
  const json = { ...form, request: { ...form.request, headers: [], body: '{"grant_type":"refresh_token","refresh_token":""}' } };
  for (const exchange of [form, json]) {
    expect(grantTypeOf(exchange)).toBe('refresh_token');
    expect(formOf(exchange).get('refresh_token')).toBe('');
  }
});

test('a member that is an object with a toString of its own is read as JSON', () => {
  const form = sketch({ endpoint: 'token', form: {} });
  const json = { ...form, request: { ...form.request, headers: [], body: '{"code":{"toString":1},"scope":["a","b"]}' } };
  expect([...formOf(json)]).toEqual([
    ['code', '{"toString":1}'],
    ['scope', 'a,b'],
  ]);
});

test('a grant type belongs to the token endpoint', () => {
  expect(grantTypeOf(sketch({ endpoint: 'authorize', query: { grant_type: 'authorization_code' } }))).toBeUndefined();
});

test('the parameters of a request are those of its address and of its body', () => {
  const exchange = sketch({ endpoint: 'authorize', query: { state: 's' }, form: { scope: 'openid' } });
  expect([...paramsOf(exchange)]).toEqual([
    ['state', 's'],
    ['scope', 'openid'],
  ]);
});

test('a bearer token is read whatever the case of its scheme', () => {
  expect(bearerOf(sketch({ endpoint: 'userinfo', headers: { AUTHORIZATION: 'bearer abc' } }))).toBe('abc');
  expect(bearerOf(sketch({ endpoint: 'userinfo', headers: { Authorization: 'Basic abc' } }))).toBeUndefined();
});

test('the secret of HTTP Basic is form-decoded', () => {
  const header = `Basic ${Buffer.from('id:a%2Bb+c').toString('base64')}`;
  expect(basicSecretOf(sketch({ endpoint: 'token', headers: { Authorization: header } }))).toBe('a+b c');
});

test('an answer to the browser is read from query and fragment', () => {
  const location = 'http://127.0.0.1/cb?code=1&state=2#access_token=3';
  expect(Object.fromEntries(answerOf(sketch({ endpoint: 'authorize', status: 302, location })))).toEqual({
    code: '1',
    state: '2',
    access_token: '3',
  });
});

test('an empty or missing member is none', () => {
  const exchange = sketch({ endpoint: 'token', json: { refresh_token: '', access_token: 'a' } });
  expect([memberOf(exchange, 'refresh_token'), memberOf(exchange, 'id_token'), memberOf(exchange, 'access_token')]).toEqual([
    undefined,
    undefined,
    'a',
  ]);
});
