import type { DeathCause, TokenState } from './engine.ts';

/** When a token was issued, when it expires and why it ended, in epoch seconds. */
export interface TokenEnding {
  readonly why: DeathCause;
  readonly diedAtEpochSeconds: number;
  readonly issuedAtEpochSeconds?: number | undefined;
  readonly expiresAtEpochSeconds?: number | undefined;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** Formats seconds in one unit, rounded: `1 h`, `23 h`, `90 min`, `12 s`. Uses the largest unit with an error below 2 %. */
export const roundDuration = (seconds: number): string => {
  for (const [unit, size] of UNITS) {
    const count = seconds / size;
    const whole = Math.round(count);
    if (whole >= 1 && Math.abs(count - whole) < 0.02 * count) return `${whole} ${unit}`;
  }
  return `${Math.round(seconds)} s`;
};

const SENTENCES: Readonly<Record<DeathCause, (ago: string) => string>> = {
  expired: (ago) => `expired ${ago}`,
  consumed: (ago) => `was redeemed ${ago}`,
  reused: (ago) => `was revoked ${ago} because a used code or refresh token of its login was sent again`,
  revoked: (ago) => `was revoked ${ago}`,
  'signed-out': (ago) => `was revoked ${ago} when the person signed out`,
  'password-changed': (ago) => `was revoked ${ago} when the person changed the password`,
  'rotated-out': (ago) => `was replaced by a newer one ${ago}`,
  'over-limit': (ago) => `was revoked ${ago} because newer ones exceeded the limit`,
  'expired-by-request': (ago) => `was expired by request ${ago}`,
  'revoked-by-api': (ago) => `was revoked by an API call ${ago}`,
  'account-blocked': (ago) => `was revoked ${ago} when the account was blocked`,
  reset: () => 'was issued before the world was reset',
  evicted: () => 'belongs to a grant that is no longer stored',
};

/**
 * Describes what ended a token, as a predicate: `expired 23 h ago (lifetime 1 h)`, `was revoked 2 min ago`.
 */
export const describeTokenEnding = (ending: TokenEnding, nowEpochSeconds: number): string => {
  const { why, diedAtEpochSeconds, issuedAtEpochSeconds, expiresAtEpochSeconds } = ending;
  const seconds = Math.max(0, nowEpochSeconds - diedAtEpochSeconds);
  const sentence = SENTENCES[why](seconds < 1 ? 'just now' : `${roundDuration(seconds)} ago`);
  if (why !== 'expired' || issuedAtEpochSeconds === undefined || expiresAtEpochSeconds === undefined) return sentence;
  return `${sentence} (lifetime ${roundDuration(expiresAtEpochSeconds - issuedAtEpochSeconds)})`;
};

const NAMES = { 'access-token': 'access token', 'refresh-token': 'refresh token', code: 'authorization code' } as const;

/** Describes the state of a token as a sentence: `the access token expired 23 h ago (lifetime 1 h)`, `the token is unknown`. */
export const describeToken = (token: TokenState, nowEpochSeconds: number): string => {
  if (token.state === 'unknown') return 'the token is unknown';
  const name = `the ${NAMES[token.kind]}`;
  return token.state === 'live' ? `${name} is live` : `${name} ${describeTokenEnding(token, nowEpochSeconds)}`;
};
