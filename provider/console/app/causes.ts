import type { DeathCause } from '../../model/index.ts';

/** Why a token died, in plain words. */
export const CAUSE_WORDS: Readonly<Record<DeathCause, string>> = {
  expired: 'its time was over',
  consumed: 'it was used, and can be used once',
  reused: 'it was used twice',
  revoked: 'it was revoked',
  'signed-out': 'the person signed out',
  'password-changed': 'the password was changed',
  'rotated-out': 'a newer one took its place',
  'over-limit': 'too many newer ones were issued',
  'expired-by-request': 'it was ended by hand',
  'revoked-by-api': 'the app itself had it revoked',
  'account-blocked': 'the account was blocked',
  reset: 'the world was reset',
  evicted: 'the login that it came from is forgotten',
};
