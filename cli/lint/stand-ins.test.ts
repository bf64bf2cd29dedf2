import { expect, test } from 'vitest';
import type { Exchange } from '../../provider/model/index.ts';
import { sketch } from '../../scenarios/testing/exchange.ts';
import { formOf, queryOf } from '../../scenarios/traffic/index.ts';
import { StandIns } from './stand-ins.ts';

const apply = (exchange: Exchange): Exchange => new StandIns().apply(exchange, false);
const sent = (value: string) => formOf(apply(sketch({ endpoint: 'token', form: { code_verifier: value } }))).get('code_verifier');

const TAKEN_OUT = [
  ...['[code_verifier redacted]', '[REDACTED]', '[Redacted]', '[sanitized]', '<redacted>', '<REDACTED_TOKEN>'],
  ...[
    '<ACCESS_TOKEN>',
    '{{API_TOKEN}}',
    'REDACTED',
    'redacted',
    '__REDACTED__',
    'REDACTED_SECRET',
    'FILTERED',
    '***',
    '********',
  ],
  ...['xxxx', 'XXXXXXXXXXXX', '•••••', 'dBjftJeZ4CVP...', 'dBjftJeZ4CVP…'],
];

test.each(TAKEN_OUT)('in the place of %s stands a value of the usual shape', (value) => {
  expect(sent(value)).toMatch(/^[\w-]{43}$/);
  expect(queryOf(apply(sketch({ endpoint: 'authorize', query: { state: value } }))).get('state')).toMatch(/^[\w-]{43}$/);
});

test.each([
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  'xxx',
  'openid filtered:read removed',
  '{"filtered":["a"],"removed":{}}',
  'unredacted',
])('%s stays as it is', (value) => {
  expect(sent(value)).toBe(value);
});

test('no two of them are the same', () => {
  const stateOf = (exchange: Exchange) => queryOf(exchange).get('state');
  const standIns = new StandIns();
  const [one, other] = [1, 2].map(() => standIns.apply(sketch({ endpoint: 'authorize', query: { state: '[REDACTED]' } }), false));
  expect(one && stateOf(one)).not.toBe(other && stateOf(other));
});

test.each([
  ['the parameter', { query: { id_token_hint: '[REDACTED]' } }],
  ['the word', { query: { id_token_hint: '[id_token redacted]' } }],
])('where an ID token stood, as %s says, stands a JWT', (_, of) => {
  expect(queryOf(apply(sketch({ endpoint: 'logout', ...of }))).get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test('where an ID token stood in an answer stands a JWT', () => {
  const { response } = apply(sketch({ endpoint: 'token', json: { id_token: '***', access_token: '***' } }));
  expect(JSON.parse(response?.body ?? '')).toEqual({
    id_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    access_token: expect.stringMatching(/^[\w-]+$/),
  });
});

test('a JWT without its signature is the same wherever it stands', () => {
  expect(sent('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.redacted')).toBe('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.redacted');
});

test.each([['['], ['<'], ['x'], ['a_'], ['a-'], ['ey.'], ['{{'], ['%5B']])('a long text of %s is read at once', (piece) => {
  const body = piece.repeat(300_000);
  const began = performance.now();
  apply({ ...sketch({ endpoint: 'token', body }), jwts: [] });
  expect(performance.now() - began).toBeLessThan(3000);
});
