import { expect, test } from 'vitest';
import { sketch } from '../../scenarios/testing/exchange.ts';
import { withoutCopies } from './copies.ts';

const redemption = (at: number, json: unknown = { access_token: 'a' }) => ({
  ...sketch({ endpoint: 'token', at, form: { grant_type: 'authorization_code', code: 'c' }, json }),
  durationMs: 100,
});

test('a token request of a page, and that of the worker that passed it on, are one', () => {
  const first = redemption(1);
  expect(withoutCopies([first, redemption(3)])).toEqual([first]);
});

test.each([
  ['a second request after the answer', redemption(200)],
  ['a second request at once that got another token', redemption(3, { access_token: 'b' })],
  ['a second request at once that was refused', redemption(3, { error: 'invalid_grant' })],
])('%s is another one', (_, second) => {
  expect(withoutCopies([redemption(1), second])).toHaveLength(2);
});
