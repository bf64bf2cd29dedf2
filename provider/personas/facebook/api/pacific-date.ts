const PARTS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  weekday: 'long',
  day: '2-digit',
  month: 'short',
  year: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** The last valid date. */
const LAST_EPOCH_SECONDS = 8_640_000_000_000;

/** Formats a time as in Facebook's errors: `Wednesday, 14-Feb-18 18:00:00 PST`, in Pacific time with daylight saving. */
export const pacificDate = (epochSeconds: number): string => {
  const at = Math.min(Math.max(epochSeconds, -LAST_EPOCH_SECONDS), LAST_EPOCH_SECONDS);
  const part = Object.fromEntries(PARTS.formatToParts(at * 1000).map(({ type, value }) => [type, value]));
  return `${part.weekday}, ${part.day}-${part.month}-${part.year} ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`;
};
