import { expect, test } from 'vitest';
import { causeOf } from './cause.ts';

test.each([
  [
    'the upload was lost; the app answered 502 at /upload: "Google no longer accepts our access token. Sign in"',
    'the upload was lost; the app answered 502 at /upload: "…"',
  ],
  ['Mcqipjtylayr Example is signed in as mcqipjtylayr@example.com', '… is signed in as …'],
  [
    'http://localhost:41893/@0q7obgvm/facebook/connect/login_success.html: it stays',
    'http://localhost:…/@…/facebook/connect/login_success.html: it stays',
  ],
  ['state=abc123 in https://shop.example/cb?state=abc123&code=x', 'state=abc123 in https://shop.example/cb…'],
  [
    'the code was sent 2 times: POST https://oauth2.googleapis.com/token → 400',
    'the code was sent … times: POST https://oauth2.googleapis.com/token → 400',
  ],
  ['it was carried out 0 times', 'it was carried out 0 times'],
  ['access-token#12 was sent twice', 'access-token#… was sent twice'],
  ['no answer within 30 s, then 232 ms', 'no answer within … s, then … ms'],
  ['the id 9f8b2c1d-aaaa-bbbb-cccc-1234567890ab is gone', 'the id … is gone'],
  ['canary-abcdefghijklmnopqrst was not found', '… was not found'],
  ['two\n  lines', 'two lines'],
  ['GET https://graph.facebook.com/v25.0/me → 200', 'GET https://graph.facebook.com/v25.0/me → 200'],
])('%j has the cause %j', (message, cause) => {
  expect(causeOf(message)).toBe(cause);
});

test('a cause is its own cause, and is not long', () => {
  const long = `the app ended with exit code 1. ${'stack '.repeat(100)}`;
  expect(causeOf(long).length).toBeLessThan(210);
  for (const text of [long, 'a 12 b', '"answered 502 at /x: "y"'] as const) expect(causeOf(causeOf(text))).toBe(causeOf(text));
});
