import { expect, test } from 'vitest';
import { readReasons } from './reasons.ts';
import { exchangeWith } from './test-exchange.ts';
import { drawAll, errorSentBack, isRefused, renderAim, timeBetween } from './traffic.ts';

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
  const own = { ...exchangeWith(1).request, vendorUrl: 'http://127.0.0.1:3001/orders?x=1' };
  expect(renderAim(exchangeWith(1, { endpoint: 'api:own', request: own }))).toBe('own API, /orders');
  const request = { ...exchangeWith(1).request, vendorUrl: 'https://accounts.google.com/odd?x=1' };
  expect(renderAim(exchangeWith(1, { endpoint: 'unknown', request }))).toBe('/odd');
});

test('time that passed between two exchanges is told once, aged and shifted apart', () => {
  const [young, old, later] = [
    exchangeWith(1),
    exchangeWith(2, { agedSeconds: 86_400 }),
    exchangeWith(3, { agedSeconds: 86_400, shiftedSeconds: 3600 }),
  ];
  const told = [timeBetween(undefined, old), timeBetween(young, old), timeBetween(old, old), timeBetween(old, later)];
  expect(told.map(({ agedSeconds, shiftedSeconds }) => [agedSeconds, shiftedSeconds])).toEqual([
    [0, 0],
    [86_400, 0],
    [0, 0],
    [0, 3600],
  ]);
});

test('an error sent back to the app is a refusal, a sign-in that succeeds is none', () => {
  const back = (query: string) =>
    exchangeWith(1, {
      endpoint: 'consent',
      response: { status: 302, headers: [['Location', `http://127.0.0.1:3000/callback${query}`]] },
    });
  expect([back('?error=access_denied'), back('#error=access_denied'), back('?code=1')].map(isRefused)).toEqual([
    true,
    true,
    false,
  ]);
  expect(errorSentBack(back('?error=access_denied&state=1'))).toBe('access_denied');
});

test('at a glance one reads what decided something, and not what only gave the answer its form', () => {
  const because = [
    { id: 'google/form', why: 'looks so' },
    { id: 'google/gate', why: 'is expired' },
    { id: 'google/gate', why: 'is expired' },
    { id: 'lab/own', why: 'was learned' },
    { id: 'fault/f1', why: 'injected fault: {"status":401}' },
  ];
  const stageOf = (id: string) => ({ 'google/form': 'token.value', 'google/gate': 'authorize.refuse' })[id];
  expect(readReasons(exchangeWith(1, { because, faults: ['f1'] }), stageOf)).toEqual([
    because[1],
    because[3],
    { id: 'f1', why: 'an injected fault was applied' },
  ]);
});
