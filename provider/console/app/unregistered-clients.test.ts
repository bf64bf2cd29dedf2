import { expect, test } from 'vitest';
import type { Client, Suggestion } from '../../model/index.ts';
import { exchangeWith } from './test-exchange.ts';
import { readUnregistered } from './unregistered-clients.ts';

const refused = (sequence: number, clientId: string, ...redirectUris: readonly string[]) => {
  const suggestion: Suggestion = { why: '', persona: 'google', register: { clientId, redirectUris }, curl: '', switches: '' };
  return exchangeWith(sequence, { suggestion });
};
const client = (clientId: string, ...redirectUris: readonly string[]) =>
  ({ persona: 'google', clientId, redirectUris }) as unknown as Client;

test('of each client the last refusal counts, the latest client first', () => {
  const exchanges = [refused(1, 'a', 'x'), exchangeWith(2), refused(3, 'b'), refused(4, 'a', 'x', 'y'), refused(5, 'b')];
  expect(readUnregistered(exchanges, []).map(({ register }) => register)).toEqual([
    { clientId: 'b', redirectUris: [] },
    { clientId: 'a', redirectUris: ['x', 'y'] },
  ]);
});

test('what is registered by now, with every redirect URI, is no unregistered', () => {
  const exchanges = [refused(1, 'a', 'x', 'y')];
  expect(readUnregistered(exchanges, [client('a', 'x')])).toHaveLength(1);
  expect(readUnregistered(exchanges, [client('a', 'y', 'x')])).toHaveLength(0);
  expect(readUnregistered(exchanges, [{ ...client('a', 'x', 'y'), persona: 'auth0' }])).toHaveLength(1);
});
