import type { Verdict } from '../scenarios/model/index.ts';

/** A symbol for each verdict; always shown with the word, so that neither colour nor shape carries it alone. */
export const SYMBOLS: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  info: 'i',
  skip: '–',
  inconclusive: '?',
};

/** What each verdict means, for someone who meets it first. */
export const MEANINGS: Readonly<Record<Verdict, string>> = {
  pass: 'everything that was asked for holds',
  fail: 'a MUST is broken',
  warn: 'a SHOULD is broken',
  info: 'observed, without a judgement',
  skip: 'does not apply to this app',
  inconclusive: 'could not be judged',
};

/** `✗ fail` */
export const spoken = (verdict: Verdict): string => `${SYMBOLS[verdict]} ${verdict}`;

/** The order in which people want to read results. */
export const READING_ORDER: readonly Verdict[] = ['fail', 'inconclusive', 'warn', 'info', 'skip', 'pass'];
