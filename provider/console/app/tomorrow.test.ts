import { expect, test } from 'vitest';
import type { SessionInfo, TokenInfo } from '../../model/index.ts';
import { readMorning } from './tomorrow.ts';

const token = (id: string, members: Partial<TokenInfo> = {}): TokenInfo => ({
  id,
  kind: 'access-token',
  persona: 'google',
  sub: '1',
  clientId: 'shop',
  scopes: [],
  issuedAtEpochSeconds: 0,
  expiresAtEpochSeconds: 3600,
  ...members,
});
const session = (id: string): SessionInfo => ({
  id,
  persona: 'google',
  sub: '1',
  signedInAtEpochSeconds: 0,
  expiresAtEpochSeconds: 1,
});
const NOTHING = { agedSeconds: 0, tokens: [], sessions: [] };
const EXPIRED = { died: { why: 'expired', atEpochSeconds: 3600 } } as const;

test('the night is told by what died in it, what lives on, and who is still signed in', () => {
  const refresh = token('refresh', { kind: 'refresh-token' });
  const evening = {
    agedSeconds: 10,
    tokens: [token('access'), token('old', EXPIRED), refresh],
    sessions: [session('a'), session('b')],
  };
  const morning = {
    agedSeconds: 86_410,
    tokens: [token('access', EXPIRED), token('old', EXPIRED), refresh],
    sessions: [session('b')],
  };
  expect(readMorning(evening, morning)).toEqual({
    passedSeconds: 86_400,
    died: [token('access', EXPIRED)],
    living: [refresh],
    endedSessions: [session('a')],
    sessions: [session('b')],
  });
});

test('codes are not waited for', () => {
  const code = token('code', { kind: 'code' });
  const { died, living } = readMorning({ ...NOTHING, tokens: [code] }, { ...NOTHING, tokens: [{ ...code, ...EXPIRED }] });
  expect({ died, living }).toEqual({ died: [], living: [] });
});
