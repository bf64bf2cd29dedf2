import { expect, test } from 'vitest';
import { refererFor, referrerPolicyOf } from './referer.ts';

const page = new URL('http://127.0.0.1:3000/callback?code=secret#part');
const same = new URL('http://127.0.0.1:3000/next');
const other = new URL('http://localhost:4400/google');

test.each([
  ['strict-origin-when-cross-origin', 'http://127.0.0.1:3000/callback?code=secret', 'http://127.0.0.1:3000/'],
  ['no-referrer', undefined, undefined],
  ['same-origin', 'http://127.0.0.1:3000/callback?code=secret', undefined],
  ['origin', 'http://127.0.0.1:3000/', 'http://127.0.0.1:3000/'],
  ['unsafe-url', 'http://127.0.0.1:3000/callback?code=secret', 'http://127.0.0.1:3000/callback?code=secret'],
])('under %s the same origin gets %s, another %s', (policy, toSame, toOther) => {
  expect([refererFor(page, same, policy), refererFor(page, other, policy)]).toEqual([toSame, toOther]);
});

test('a downgrade tells nothing by default', () => {
  expect(refererFor(new URL('https://a.example/x'), new URL('http://b.example/'), referrerPolicyOf(undefined))).toBeUndefined();
});

test('the last policy that is known counts', () => {
  expect(referrerPolicyOf('no-referrer, unsafe-url, something-new')).toBe('unsafe-url');
  expect(referrerPolicyOf('nonsense')).toBe('strict-origin-when-cross-origin');
});
