import { LoginLabError } from '../model/index.ts';

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/**
 * Parses a duration to seconds: `61m`, `1d`, `2h30m`, `90s`. Whole numbers, units d, h, m, s in this order.
 * Throws `usage` for anything else, for zero, and beyond 10 years.
 */
export const parseDuration = (text: string): number => {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(typeof text === 'string' ? text : '');
  const [, d, h, m, s] = parts ?? [];
  const seconds = [d, h, m, s].reduce((sum, part, i) => sum + Number(part ?? 0) * ([86_400, 3_600, 60, 1][i] ?? 0), 0);
  if (parts && seconds > 0 && seconds <= 3_650 * UNIT_SECONDS.d) return seconds;
  throw new LoginLabError(
    'usage',
    `Expected a duration such as 61m, 1d or 2h30m (units d, h, m, s; above zero, at most 10 years), found "${String(text)}".`,
    { field: 'by' },
  );
};
