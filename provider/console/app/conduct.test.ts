import { expect, test } from 'vitest';
import type { EndpointName, Exchange, NextStep } from '../../model/index.ts';
import { readConduct } from './conduct.ts';
import { exchangeWith } from './test-exchange.ts';

const step = (action: NextStep['action']): NextStep => ({
  action,
  persona: 'google',
  clientId: 'shop',
  person: 'ana',
  rightClient: '',
});

const DRIVE: EndpointName = 'api:drive.files.list';

const ANSWERS = {
  call: [DRIVE, 200],
  'call 401': [DRIVE, 401],
  'call 404': [DRIVE, 404],
  refresh: ['token', 200, 'refresh_token'],
  'refresh 400': ['token', 400, 'refresh_token'],
  'refresh 503': ['token', 503, 'refresh_token'],
  code: ['token', 200, 'authorization_code'],
  authorize: ['authorize', 302],
} as const satisfies Record<string, readonly [EndpointName, number, string?]>;
type Answer = keyof typeof ANSWERS;

const did = (...what: readonly Answer[]): readonly Exchange[] =>
  what.map((name, index) => {
    const [endpoint, status, grantType]: readonly [EndpointName, number, string?] = ANSWERS[name];
    const person = endpoint === 'authorize' ? {} : { person: 'ana' };
    const response = { status, headers: [] };
    return exchangeWith(index + 1, { endpoint, client: 'shop', response, ...person, ...(grantType && { grantType }) });
  });

const told = (action: NextStep['action'], ...what: readonly Answer[]): string => {
  const { verdict, says, exchange } = readConduct(step(action), did(...what));
  return `${verdict} ${exchange ?? ''}: ${says}`;
};

test('a provider that is down has refused nothing: what comes after the next attempt decides', () => {
  expect(told('refresh', 'refresh 503', 'refresh', 'call')).toBe('right x2: refreshed before it called');
  expect(told('authorize', 'refresh 503', 'refresh 400', 'authorize')).toMatch(/^right /);
  expect(told('authorize', 'refresh 400', 'refresh 400')).toMatch(/^wrong .*repeated a refused refresh/);
});

test('a client that sends nothing is waited for', () => {
  expect(told('refresh')).toBe('waiting : has sent nothing yet. Use your app now');
  expect(told('refresh', 'code', 'call 404')).toMatch(/^waiting/);
});

test('where a refresh is right, it comes before the call or after a refusal', () => {
  expect(told('refresh', 'refresh', 'call')).toBe('right x1: refreshed before it called');
  expect(told('refresh', 'call 401', 'refresh', 'call')).toBe('right x2: was refused once, then refreshed');
  expect(told('refresh', 'call 401')).toBe('wrong x1: was refused once and has not refreshed');
  expect(told('refresh', 'call 401', 'call 401')).toBe('wrong x2: was refused 2 times and has not refreshed');
  expect(told('refresh', 'authorize', 'code')).toBe('wrong x1: sends ana through sign-in again without a refresh');
  expect(told('refresh', 'refresh 400')).toBe('open x1: tried to refresh, and was refused');
  expect(told('refresh', 'call')).toBe('right x1: called with a live token');
});

test('where sign-in is right, a refused refresh is final', () => {
  expect(told('authorize', 'authorize')).toBe('right x1: sends ana through sign-in again');
  expect(told('authorize', 'refresh 400', 'authorize')).toBe('right x1: sends ana through sign-in again');
  expect(told('authorize', 'refresh 400', 'refresh 400')).toBe('wrong x1: repeated a refused refresh: 2 times in all');
  expect(told('authorize', 'call 401')).toBe('open x1: was refused, and has not sent ana through sign-in yet');
});

test('where a call is right, an early refresh is as well', () => {
  expect(told('call', 'call')).toBe('right x1: called with its live token');
  expect(told('call', 'refresh', 'call')).toBe('right x1: refreshed early, which is allowed');
  expect(told('call', 'authorize')).toMatch(/^open x1: sends ana through sign-in, though/);
  expect(told('call', 'call 401')).toMatch(/^open x1: was refused, though/);
});

test('what other clients and people did does not count', () => {
  const [call] = did('call');
  if (!call) throw new Error('there is a call');
  for (const other of [{ client: 'till' }, { person: 'ben' }, { persona: 'auth0' }])
    expect(readConduct(step('call'), [{ ...call, ...other }]).verdict).toBe('waiting');
});

test('with short lifetimes the token of the next login decides, not the login', () => {
  const short = (...what: readonly Answer[]): string => {
    const { verdict, says, exchange } = readConduct(step('authorize'), did(...what), 'short');
    return `${verdict} ${exchange ?? ''}: ${says}`;
  };
  expect(short()).toMatch(/^waiting : has no token that lives short yet/);
  expect(short('call')).toMatch(/^waiting : has no token/);
  expect(short('authorize', 'code', 'call')).toMatch(/^waiting x1: has a token that lives short/);
  expect(short('authorize', 'call', 'refresh', 'call')).toBe('right x3: refreshed before it called');
  expect(short('authorize', 'call 401', 'refresh')).toBe('wrong x2: called with a token that had ended, and was refused');
  expect(short('authorize', 'call', 'refresh 400')).toBe('wrong x3: tried to refresh, and was refused');
  expect(short('authorize', 'call', 'authorize')).toMatch(/^right x3: sends ana through sign-in before a call/);
  expect(short('refresh', 'refresh')).toMatch(/^right x2/);
});
