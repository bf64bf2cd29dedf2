import { expect, test } from 'vitest';
import { readReasons } from './reasons.ts';
import { exchangeWith } from './test-exchange.ts';
import { agedBetween, drawAll, renderAim } from './traffic.ts';

const told = (...exchanges: Parameters<typeof drawAll>[0]) =>
  drawAll(exchanges).map(({ from, to, redirect }) => [from, to, redirect]);

test('a person visits pages, an app calls the provider and its APIs', () => {
  expect(
    told(exchangeWith(1, { endpoint: 'sign-in' }), exchangeWith(2), exchangeWith(3, { endpoint: 'api:drive.files.list' })),
  ).toEqual([
    ['person', 'provider', undefined],
    ['app', 'provider', undefined],
    ['app', 'api', undefined],
  ]);
});

test('an answer that leads out of the vendor is drawn as the way back to the app', () => {
  const to = (location: string, endpoint: 'consent' | 'token' = 'consent') =>
    exchangeWith(1, { endpoint, response: { status: 302, headers: [['Location', location]] } });
  const app = 'http://127.0.0.1:3000/callback?code=code%231';
  expect(told(to(app))).toEqual([
    ['person', 'provider', undefined],
    ['person', 'app', app],
  ]);
  for (const inside of ['http://localhost:4400/google/signin', 'https://oauth2.googleapis.com/x', '/relative', 'no address:'])
    expect(told(to(inside))).toHaveLength(1);
  expect(told(to(app, 'token'))).toHaveLength(1);
});

test('what was asked is said in the words of the lab', () => {
  expect(renderAim(exchangeWith(1, { grantType: 'refresh_token' }))).toBe('token, refresh token');
  expect(renderAim(exchangeWith(1, { endpoint: 'api:drive.files.list' }))).toBe('drive.files.list');
  const request = { ...exchangeWith(1).request, vendorUrl: 'https://accounts.google.com/odd?x=1' };
  expect(renderAim(exchangeWith(1, { endpoint: 'unknown', request }))).toBe('/odd');
});

test('ageing between two exchanges is told once', () => {
  const [young, old] = [exchangeWith(1), exchangeWith(2, { agedSeconds: 86_400 })];
  expect([agedBetween(undefined, old), agedBetween(young, old), agedBetween(old, old)]).toEqual([0, 86_400, 0]);
});

test('at a glance one reads what decided something, and not what only gave the answer its form', () => {
  const because = [
    { id: 'google/form', why: 'looks so' },
    { id: 'google/gate', why: 'is expired' },
    { id: 'google/gate', why: 'is expired' },
    { id: 'lab/own', why: 'was learned' },
  ];
  const stageOf = (id: string) => ({ 'google/form': 'token.value', 'google/gate': 'authorize.refuse' })[id];
  expect(readReasons(exchangeWith(1, { because, faults: ['f1'] }), stageOf)).toEqual([
    because[1],
    because[3],
    { id: 'f1', why: 'an injected fault was applied' },
  ]);
});
