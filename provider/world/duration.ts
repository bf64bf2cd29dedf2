import { LoginLabError } from '../model/index.ts';

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** Ten years. */
export const LONGEST_SECONDS = 3_650 * UNIT_SECONDS.d;

/** What is wrong with a text, by its form. The first that matches is told. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^-/, ' Time does not run backwards here: a reset of the world returns to the present.'],
  [/^\d+$/, ' The unit is missing.'],
  [/^\d*[.,]\d+/, ' Use whole numbers: 1h30m.'],
  [/^\d+\s*(?:w|y|mo|weeks?|months?|years?)\b/i, ' Write weeks, months and years in days: 7d, 30d, 365d.'],
];

/**
 * Parses a duration to seconds: `61m`, `1d`, `2h30m`, `90s`. Whole numbers, units d, h, m, s in this order.
 * Throws `usage` for anything else, for zero, and beyond 10 years.
 */
export const parseDuration = (text: string): number => {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(typeof text === 'string' ? text : '');
  const [, d, h, m, s] = parts ?? [];
  const seconds = [d, h, m, s].reduce((sum, part, i) => sum + Number(part ?? 0) * ([86_400, 3_600, 60, 1][i] ?? 0), 0);
  if (parts && seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  const hint = HINTS.find(([form]) => form.test(String(text)))?.[1] ?? '';
  throw new LoginLabError(
    'usage',
    `Expected a duration such as 61m, 1d or 2h30m (units d, h, m, s; above zero, at most 10 years), found "${String(text)}".${hint}`,
    { field: 'by' },
  );
};
