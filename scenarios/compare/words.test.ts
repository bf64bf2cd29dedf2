import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { challengeWords, lifetimeWords, refusalWords, shortScope } from './words.ts';

test.each([
  [3600, '1 hour'],
  [3599, 'about 1 hour'],
  [86_400, '1 day'],
  [5_181_168, 'about 60 days'],
  [7200, '2 hours'],
  [90, '90 seconds'],
  [5400, '90 minutes'],
])('%i seconds are %s', (seconds, words) => {
  expect(lifetimeWords(seconds)).toBe(words);
});

test('a scope is shown without the address that all of them share', () => {
  expect(shortScope('https://www.example.com/auth/files')).toBe('…/files');
  expect(shortScope('openid')).toBe('openid');
});

const refused = (json: unknown, status = 400, answered = {}) => sketch({ endpoint: 'token', status, json, answered });

test.each([
  ['OAuth', { error: 'invalid_grant', error_description: 'Bad Request' }, 'invalid_grant: Bad Request'],
  ['an envelope', { error: { message: 'It expired.', type: 'X', code: 190, error_subcode: 463 } }, '190 463: It expired.'],
  ['a problem document', { title: 'Invalid token', status: 400, detail: 'It expired.' }, 'Invalid token: It expired.'],
  ['no JSON', undefined, undefined],
  [
    'a time of the day',
    { error: { message: 'Expired on Wednesday, 25-Nov-26 18:00:00 PST.', code: 190 } },
    '190: Expired on (time).',
  ],
])('the code and the words of a refusal: %s', (_, json, words) => {
  expect(refusalWords(refused(json))).toBe(words);
});

test('of a challenge the scheme and the error are shown', () => {
  const answer = (challenge: string) => challengeWords(refused({}, 401, { 'WWW-Authenticate': challenge }));
  expect(answer('Bearer realm="x", error="invalid_token"')).toBe('Bearer invalid_token');
  expect(answer('Basic realm="x"')).toBe('Basic');
  expect(answer('Token realm="x", Bearer realm="x", error="invalid_token", error_description="gone, now"')).toBe(
    'Bearer invalid_token',
  );
  expect(answer('Token realm="x", Bearer realm="x"')).toBe('Token, Bearer');
  expect(answer('OAuth "A Platform" "invalid_token" "Gone"')).toBe('OAuth invalid_token');
  expect(answer('OAuth "A Platform"')).toBe('OAuth');
  expect(challengeWords(refused({}))).toBeUndefined();
});
