import { expect, test } from 'vitest';
import type { SessionInfo, TokenInfo } from '../../model/index.ts';
import { compareNextDay } from './next-day.ts';

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

test('lists the tokens that ended, those that are valid, and who is still signed in', () => {
  const refresh = token('refresh', { kind: 'refresh-token' });
  const before = {
    agedSeconds: 10,
    tokens: [token('access'), token('old', EXPIRED), refresh],
    sessions: [session('a'), session('b')],
  };
  const nextDay = {
    agedSeconds: 86_410,
    tokens: [token('access', EXPIRED), token('old', EXPIRED), refresh],
    sessions: [session('b')],
  };
  expect(compareNextDay(before, nextDay)).toEqual({
    passedSeconds: 86_400,
    died: [token('access', EXPIRED)],
    living: [refresh],
    endedSessions: [session('a')],
    sessions: [session('b')],
  });
});

test('codes are not waited for', () => {
  const code = token('code', { kind: 'code' });
  const { died, living } = compareNextDay({ ...NOTHING, tokens: [code] }, { ...NOTHING, tokens: [{ ...code, ...EXPIRED }] });
  expect({ died, living }).toEqual({ died: [], living: [] });
});
