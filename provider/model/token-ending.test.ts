import { describe, expect, it, test } from 'vitest';
import { DEATH_CAUSES } from './engine.ts';
import { describeTokenEnding, roundDuration } from './token-ending.ts';

test.each([
  [0, '0 s'],
  [12, '12 s'],
  [60, '1 min'],
  [61, '1 min'],
  [90, '90 s'],
  [3599, '1 h'],
  [5400, '90 min'],
  [82_801, '23 h'],
  [86_400, '1 d'],
  [60 * 86_400, '60 d'],
])('%i seconds are %s', (seconds, text) => {
  expect(roundDuration(seconds)).toBe(text);
});

describe('the ending of a token', () => {
  const issued = { issuedAtEpochSeconds: 1000, expiresAtEpochSeconds: 4599 };

  it('names how long ago it expired, and its lifetime', () => {
    expect(describeTokenEnding({ why: 'expired', diedAtEpochSeconds: 4599, ...issued }, 1000 + 86_400)).toBe(
      'expired 23 h ago (lifetime 1 h)',
    );
  });

  it('names how long ago it was revoked, and no lifetime', () => {
    expect(describeTokenEnding({ why: 'revoked', diedAtEpochSeconds: 2000, ...issued }, 2120)).toBe('was revoked 2 min ago');
    expect(describeTokenEnding({ why: 'revoked', diedAtEpochSeconds: 2000 }, 2000)).toBe('was revoked just now');
  });

  it('has a sentence for each cause', () => {
    for (const why of DEATH_CAUSES)
      expect(describeTokenEnding({ why, diedAtEpochSeconds: 0 }, 60)).toMatch(/^(was|expired|belongs) /);
  });
});
