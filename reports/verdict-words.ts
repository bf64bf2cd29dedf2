import type { Verdict } from '../scenarios/model/index.ts';

/** A symbol for each verdict; always shown with the word. */
export const SYMBOLS: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  info: 'i',
  skip: '–',
  inconclusive: '?',
};

/** The meaning of each verdict. */
export const MEANINGS: Readonly<Record<Verdict, string>> = {
  pass: 'every check passed',
  fail: 'a MUST failed',
  warn: 'a SHOULD failed',
  info: 'observed, not judged',
  skip: 'does not apply to this app',
  inconclusive: 'could not be judged',
};

/** `✗ fail` */
export const spoken = (verdict: Verdict): string => `${SYMBOLS[verdict]} ${verdict}`;

/** The order in which results are listed. */
export const READING_ORDER: readonly Verdict[] = ['fail', 'inconclusive', 'warn', 'info', 'skip', 'pass'];
