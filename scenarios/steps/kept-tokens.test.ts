import { expect, test } from 'vitest';
import type { StoredItem } from '../model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { describeKept, findKeptTokens, isForScripts } from './kept-tokens.ts';

const REFRESH = 'v1.refresh/token-of+a~person-0123456789';
const ACCESS = 'opaque-access-token-of-a-person-abcdef';

const GIVEN = [sketch({ endpoint: 'token', json: { refresh_token: REFRESH, access_token: ACCESS } })];

const file = (text: string): StoredItem => ({ place: 'file', name: 'tokens.json', text });
const kindsIn = (item: StoredItem, given = GIVEN) => findKeptTokens([item], given).map(({ kind }) => kind);

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['as it is', JSON.stringify({ refresh: REFRESH })],
  ['in base64', `tokens=${base64(JSON.stringify({ refresh: REFRESH }))}`],
  ['in base64 twice', base64(base64(REFRESH))],
  ['in base64url', Buffer.from(REFRESH).toString('base64url')],
  ['in hex', Buffer.from(REFRESH).toString('hex')],
  ['percent-encoded', encodeURIComponent(REFRESH)],
  ['in JSON with escaped slashes', JSON.stringify(REFRESH).replaceAll('/', '\\/')],
])('a token is found %s', (_, text) => {
  expect(kindsIn(file(text))).toEqual(['refresh token']);
});

test('each kind is told once for each place', () => {
  expect(kindsIn(file(`${REFRESH} ${REFRESH} ${ACCESS}`))).toEqual(['refresh token', 'access token']);
});

test('what is not readable, cut off, or was never given out is no token', () => {
  const sealed = Buffer.from([...Buffer.from(REFRESH)].map((byte) => byte ^ 0x5a)).toString('base64');
  expect([sealed, REFRESH.slice(0, -1), 'another-token-0123456789', '100%'].flatMap((text) => kindsIn(file(text)))).toEqual([]);
  const refused = sketch({ endpoint: 'token', status: 400, json: { access_token: ACCESS } });
  const elsewhere = sketch({ endpoint: 'userinfo', json: { access_token: ACCESS } });
  expect(kindsIn(file(ACCESS), [refused, elsewhere])).toEqual([]);
});

test('the place is named as people call it', () => {
  const item: StoredItem = { place: 'local-storage', name: 'auth', text: '' };
  expect(describeKept({ kind: 'refresh token', item })).toBe('a refresh token in localStorage under auth');
  expect(describeKept({ kind: 'ID token', item: file('') })).toBe('an ID token in the file tokens.json');
});

test('scripts read storage, and cookies that are not HttpOnly', () => {
  const cookie = (httpOnly: boolean): StoredItem => ({
    ...{ place: 'cookie', name: 's', text: '', cookie: { httpOnly, secure: true, sameSite: 'lax', isPersistent: true } },
  });
  const session: StoredItem = { place: 'session-storage', name: 's', text: '' };
  expect([cookie(true), cookie(false), session, file('')].map(isForScripts)).toEqual([false, true, true, false]);
});
