/** The longest duration that the lab accepts. */
const MOST_SECONDS = 10 * 365 * 86_400;

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

const secondsOf = (text: string): number =>
  [...text.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, count, unit = 's']) => sum + Number(count) * (SECONDS[unit] ?? 0), 0);

const EXAMPLES = 'Write days, hours, minutes and seconds: 2h, 61d, 1d12h.';

/** What is wrong with a duration that a person typed; undefined if the lab accepts it. */
export const problemOfDuration = (text: string): string | undefined => {
  if (text === '') return `No duration yet. ${EXAMPLES}`;
  if (text.startsWith('-')) return `"${text}" is negative. Time only goes forward here. ${EXAMPLES}`;
  if (!/^(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/.test(text)) return `"${text}" is not a duration. ${EXAMPLES}`;
  const seconds = secondsOf(text);
  if (seconds === 0) return `"${text}" is no time at all. ${EXAMPLES}`;
  return seconds > MOST_SECONDS ? `"${text}" is more than 10 years, the most that a world can pass.` : undefined;
};
