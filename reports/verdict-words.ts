import type { Counted, Verdict } from '../scenarios/model/index.ts';

/** A symbol for each verdict; always shown with the word. */
export const SYMBOLS: Readonly<Record<Verdict | Counted, string>> = {
  pass: '✓',
  fail: '✗',
  known: '≈',
  warn: '!',
  info: 'i',
  skip: '–',
  inconclusive: '?',
};

/** The meaning of what is counted. */
export const MEANINGS: Readonly<Record<Counted, string>> = {
  fail: 'a MUST failed or a rule was broken, and that is new',
  inconclusive: 'could not be judged',
  known: 'failed as expected.json lists it',
  warn: 'a SHOULD failed',
  info: 'observed, not judged',
  skip: 'does not apply to this app, or could not begin',
  pass: 'every check passed',
};

/** `✗ fail` */
export const spoken = (verdict: Verdict | Counted): string => `${SYMBOLS[verdict]} ${verdict}`;
